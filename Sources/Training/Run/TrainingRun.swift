import Foundation
import Foundations
import Tensors
import Transformer

/// A run of any kind whose parts are all made: carries it to its end, and writes the model and the report.
struct TrainingRun<Goal: Objective, Source: BatchSource, Settings: TrainingSettings> where Goal.Batch == Source.Batch {
    /// What the run does, for the report's title: "Pretraining".
    let kind: String
    let trainer: Trainer<Goal, Source>
    let settings: Settings
    let material: RunMaterial
    /// The batches of a validation; nil where nothing was held out.
    let heldOut: (any Sequence<Goal.Batch>)?
    /// Tokens a sequence, for the count of operations.
    let sequenceLength: Int
    let folder: RunFolder
    let device: CPUDevice
    let textWriter: (any TextWriter)?
    let stop: StopSignal
    let observe: (TrainingEvent) -> Void
    /// Makes the batches of a validation after so many steps, where they depend on the model; else ``heldOut`` has them.
    var drawHeldOut: ((Int) throws -> [Goal.Batch])?

    private var store: CheckpointStore {
        CheckpointStore(folder: folder.checkpointsFolder, keep: settings.keepCheckpoints)
    }

    func carryOut() throws -> TrainingSummary {
        let log = try MetricsLog(folder.metricsFile, continuingAfter: trainer.stepsTaken)
        let outcome: TrainingOutcome
        do {
            outcome = try makeLoop(log).run()
        } catch let failure as LimitExceeded {
            _ = try? writeReport()
            throw TrainingError.exploded(
                quantity: failure.quantity, value: failure.value, limit: failure.limit, step: failure.step,
                lastCheckpoint: store.newest().checkpoint?.url.path)
        } catch let failure as NotFinite {
            // The curves up to here are what one needs to see; the failure itself is what counts.
            _ = try? writeReport()
            throw TrainingError.notFinite(
                quantity: failure.quantity, value: failure.value, step: failure.step,
                lastCheckpoint: store.newest().checkpoint?.url.path)
        }
        if outcome == .finished {
            let result = try TrainingCheckpoint.saveResult(
                trainer.model, with: material, merging: trainer.objective.mergesAdapter, to: folder)
            try trainer.objective.accompany(model: result)
        }
        return summary(outcome, try writeReport())
    }

    private func summary(_ outcome: TrainingOutcome, _ records: [MetricsRecord]) -> TrainingSummary {
        TrainingSummary(
            outcome: outcome, folder: folder.url, parameters: trainer.model.parameterCount,
            adapterParameters: trainer.model.adapter?.parameterCount, mergesAdapter: trainer.objective.mergesAdapter,
            steps: settings.steps!, records: records)
    }

    private func makeLoop(_ log: MetricsLog) -> TrainingLoop<Goal, Source> {
        let peak = ProductPeak.measure(on: device, precision: settings.arithmetic)
        let flops = trainer.model.trainingFLOPs(perTokenAtLength: sequenceLength)
        var sample: ((Int) throws -> SampleRecord)?
        if let textWriter, settings.sampleEvery != 0 { sample = { try write($0, with: textWriter) } }
        var evaluation: ((Int) throws -> EvaluationMetrics)?
        if let drawHeldOut {
            evaluation = { step in try evaluate(step) { try drawHeldOut(step) } }
        } else if let heldOut {
            evaluation = { step in try evaluate(step) { heldOut } }
        }
        return TrainingLoop(
            trainer: trainer, steps: settings.steps!, evaluateEvery: settings.evaluateEvery!,
            sampleEvery: settings.sampleEvery!, checkpointEvery: settings.checkpointEvery!, log: log,
            peakShare: flops / peak, stop: stop, evaluate: evaluation, sample: sample, save: save, observe: observe)
    }

    private func evaluate(
        _ step: Int, _ batches: () throws -> any Sequence<Goal.Batch>
    ) throws -> EvaluationMetrics {
        let start = ContinuousClock.now
        let (loss, tokens, figures) = try trainer.evaluate(batches())
        guard loss.isFinite else { throw NotFinite(quantity: "validation loss", value: loss, step: step) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        // Nats a token become bits a byte through the raw text's own bytes for each token.
        let bits = material.heldOutBytesPerToken.map { loss / 0.693_147_180_559_945_3 / $0 }
        return EvaluationMetrics(
            step: step, loss: trainer.objective.lossTellsProgress ? loss : nil, bitsPerByte: bits, tokens: tokens,
            seconds: seconds, figures: figures)
    }

    private func write(_ step: Int, with writer: any TextWriter) throws -> SampleRecord {
        let text = try writer.write(
            trainer.model, prompt: settings.samplePrompt, tokens: settings.sampleTokens, seed: settings.seed)
        return SampleRecord(step: step, prompt: settings.samplePrompt, text: text)
    }

    private func save(_ step: Int) throws -> URL {
        let state = TrainingCheckpoint.state(of: trainer, material: material)
        let url = try store.write(step: step, state: state) { temporary in
            try TrainingCheckpoint(folder: temporary).save(trainer, with: material)
        }
        try writeReport()
        return url
    }

    @discardableResult
    private func writeReport() throws -> [MetricsRecord] {
        let records = try MetricsLog.records(in: folder.metricsFile)
        let report = RunReport(
            title: "\(kind): \(folder.url.lastPathComponent)",
            facts: summary(.finished, records).facts + material.facts,
            configuration: settings,
            records: records)
        try AtomicFile.write(report.html(), to: folder.reportFile)
        return records
    }
}
