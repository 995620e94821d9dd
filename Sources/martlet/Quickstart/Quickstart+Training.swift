import Corpus
import Foundation
import Generation
import Tensors
import Tokenization
import Training

extension Quickstart {
    /// The base model: `depth` layers of 32 × `depth`, half the width that the dial gives, since minutes are short.
    func pretrain(
        _ minutes: Double, _ tokenizer: Tokenizer, _ device: CPUDevice, _ report: inout QuickstartReport
    ) throws -> QuickstartStage {
        say("base", "\(FigureFormat.duration(60 * minutes)) of pretraining")
        var settings = PretrainConfiguration()
        settings.corpus = folder.corpus.path
        settings.depth = depth
        settings.hiddenSize = 32 * depth
        settings.keyValueHeads = depth
        settings.batchSize = 8
        settings.minutes = minutes
        settings.seed = seed
        settings.threads = threads
        settings.samplePrompt = usesStories ? Self.storyPrompt : ""
        let display = TrainingDisplay()
        let writer = SampleWriter(tokenizer: tokenizer, device: device)
        let pretraining = Pretraining(
            data: try PretrainData(corpus: folder.corpus), device: device, textWriter: writer,
            stop: Interruption.signal
        ) { display.show($0) }
        var finished: TrainingSummary?
        let elapsed = try seconds { finished = try pretraining.start(settings, in: folder.base) }
        let summary = finished!
        let recorded = try PretrainConfiguration(yaml: folder.base.appending(path: "run.yaml"))
        report.parameters = summary.parameters
        report.precision = recorded.precision.rawValue
        return try stage(
            "base", elapsed, summary,
            "\(FigureFormat.count(Double(summary.parameters))) parameters, "
                + "\(FigureFormat.grouped(summary.step)) steps, \(recorded.precision.rawValue)", resume: "pretrain")
    }

    /// The next model, from the run before it: on lessons in copying, or on tasks.
    ///
    /// - Parameter tokensPerStep: the fewer, the more steps; copying begins after so many steps, whatever their size.
    func fineTune(
        _ name: String, from base: URL, on data: URL, into run: URL, tokensPerStep: Int, _ minutes: Double,
        _ device: CPUDevice
    ) throws -> QuickstartStage {
        say(name, "\(FigureFormat.duration(60 * minutes)) of fine-tuning")
        var settings = FineTuneConfiguration()
        settings.model = base.appending(path: "model").path
        settings.data = data.path
        settings.sequenceLength = 8192
        // Enough to see how it goes; the agent's tasks are the measure.
        settings.evaluationTokens = 16_384
        settings.minutes = minutes
        settings.learningRate = min(3e-3, 3e-3 * 128 / Double(32 * depth))
        settings.seed = seed
        settings.threads = threads
        let material = try FineTuneMaterial(settings)
        let data = try material.data(settings)
        // Held-out tasks may be a little longer than these; a model cannot read on beyond what it was trained on.
        let length = max(256, (data.longest + data.longest / 8 + 63) / 64 * 64)
        settings.sequenceLength = length
        settings.batchSize = max(1, tokensPerStep / length)
        let display = TrainingDisplay()
        let fineTuning = FineTuning(
            model: material.model, data: data, device: device, stop: Interruption.signal
        ) { display.show($0) }
        var finished: TrainingSummary?
        let elapsed = try seconds { finished = try fineTuning.start(settings, in: run) }
        let summary = finished!
        return try stage(
            name, elapsed, summary,
            "\(FigureFormat.grouped(data.train.count)) transcripts, \(FigureFormat.grouped(summary.step)) steps of "
                + "\(settings.batchSize!) x \(length)", resume: "sft")
    }

    func stage(
        _ name: String, _ elapsed: Double, _ summary: TrainingSummary, _ outcome: String, resume command: String
    ) throws -> QuickstartStage {
        guard summary.outcome == .finished else {
            throw QuickstartInterruption.training(run: summary.folder, command: command)
        }
        var stage = QuickstartStage(name, seconds: elapsed, outcome: outcome)
        stage.tokens = summary.tokens
        stage.tokensPerSecond = summary.tokensPerSecond
        stage.lossBefore = summary.firstEvaluation?.loss
        stage.lossAfter = summary.lastEvaluation?.loss
        stage.bitsBefore = summary.firstEvaluation?.bitsPerByte
        stage.bitsAfter = summary.lastEvaluation?.bitsPerByte
        stage.utilization = summary.utilization
        return stage
    }
}
