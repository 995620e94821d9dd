import Foundation
import Tensors
import TestSupport
import Testing
import Training
import Transformer

@Suite("Objectives with parts of their own")
struct ObjectiveTests {
    /// Draws a number at the end of each sequence towards 1.
    struct Pull: Objective {
        let head = ScalarHead(hiddenSize: 32, hasBias: true, deviation: 0.1, seed: 4)
        var limits: [ObjectiveLimit] = []
        var parameters: [Parameter] { head.parameters }

        func weight(of batch: TokenBatch) -> Double { Double(batch.sequences) }
        func tokens(in batch: TokenBatch) -> Int { batch.tokens.count }

        func loss(of batch: TokenBatch, model: CausalLM, tape: Tape, scale: Float) -> BatchLoss {
            let states = model.states(
                tokens: batch.tokens, sequences: batch.sequences, length: batch.length, tape: tape)
            let ends = (1...batch.sequences).map { Int32($0 * batch.length - 1) }
            let scores = head(states, rows: ends, tape: tape)
            let off = scores.value.values.map { $0 - 1 }
            tape.seed(scores, gradient: Tensor(off.map { 2 * scale * $0 }, shape: scores.value.shape))
            return BatchLoss(
                sum: off.reduce(0) { $0 + Double($1) * Double($1) },
                figures: [ObjectiveFigure("score/end", scores.value.values.map(Double.init))])
        }
    }

    private func trainer(_ objective: Pull = Pull(), microBatch: Int = 8) throws -> Trainer<Pull, DataLoader> {
        let model = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: 128, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
                intermediateSize: 64), seed: 3)
        let text = TinyRun.text(words: 200, seed: 2)
        let order = try WindowOrder(tokenCount: text.count, sequenceLength: 12, sampling: .random, seed: 5)
        return Trainer(
            model: model, objective: objective,
            source: DataLoader(source: text, order: order, batchSize: 8, microBatchSize: microBatch),
            optimizer: AdamW(
                parameters: model.parameters + objective.parameters, settings: AdamW.Settings(),
                device: CPUDevice.shared),
            schedule: LearningRateSchedule(
                shape: .constant, peak: 3e-3, minimumRatio: 1, warmupSteps: 0, steps: 10), gradientClip: 1,
            device: CPUDevice.shared, precision: .float32)
    }

    @Test("A head is trained with the model, figures are means over the step, and tokens are counted apart")
    func heads() throws {
        let trainer = try trainer()
        let first = try trainer.takeStep()
        for _ in 0..<20 { _ = try trainer.takeStep() }
        let last = try trainer.takeStep()
        #expect(last.loss < first.loss / 2)
        #expect(first.tokens == 96)
        #expect(first.figures.map(\.name) == ["score/end"])
        let mean = try #require(last.figures["score/end"])
        #expect(abs(mean - 1) < 0.6)
    }

    @Test("Batches of one, accumulated, give the figures and the weights of one batch of eight")
    func accumulation() throws {
        let (whole, parts) = (try trainer(), try trainer(microBatch: 1))
        for _ in 0..<3 {
            let (expected, found) = (try whole.takeStep(), try parts.takeStep())
            #expect(abs(expected.loss - found.loss) < 1e-5)
            #expect(abs(expected.figures[0].value - found.figures[0].value) < 1e-5)
        }
        for (expected, found) in zip(whole.optimizer.parameters, parts.optimizer.parameters) {
            #expect(zip(expected.value.values, found.value.values).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }

    @Test("A step whose figure rises above its limit is not taken, and the error names figure, value and limit")
    func limits() throws {
        var objective = Pull()
        objective.limits = [ObjectiveLimit("score/end", highest: -5)]
        let trainer = try trainer(objective)
        let before = trainer.optimizer.parameters.map(\.value.values)
        let error = #expect(throws: LimitExceeded.self) { try trainer.takeStep() }
        #expect(error?.quantity == "score/end" && error?.limit == -5 && error?.step == 1)
        #expect(trainer.optimizer.parameters.map(\.value.values) == before)
        #expect(trainer.stepsTaken == 0)
    }

    @Test("Records keep the figures")
    func records() throws {
        let figures = [NamedFigure(name: "reward/chosen", value: 0.5), NamedFigure(name: "accuracy", value: 1)]
        let records: [MetricsRecord] = [
            .step(
                StepMetrics(
                    step: 1, loss: 0.5, learningRate: 0.1, gradientNorm: 1, tokens: 10, seconds: 0.5,
                    tokensPerSecond: 20, utilization: nil, figures: figures)),
            .evaluation(
                EvaluationMetrics(
                    step: 1, loss: 0.25, bitsPerByte: nil, tokens: 5, seconds: 0.125, figures: figures)),
        ]
        for record in records { #expect(MetricsRecord(record.json) == record) }
    }
}
