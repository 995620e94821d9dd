import Foundation
import Tensors
import Testing
import Training
import Transformer

@Suite("Trainer")
struct TrainerTests {
    private func trainer(microBatch: Int, precision: Precision = .float32) throws -> Trainer<
        NextTokenObjective, DataLoader
    > {
        let model = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: 128, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
                intermediateSize: 64), seed: 3)
        let text = TinyRun.text(words: 200, seed: 2)
        let order = try WindowOrder(tokenCount: text.count, sequenceLength: 12, sampling: .random, seed: 5)
        return Trainer(
            model: model, objective: NextTokenObjective(),
            source: DataLoader(source: text, order: order, batchSize: 12, microBatchSize: microBatch),
            optimizer: AdamW(parameters: model.parameters, settings: AdamW.Settings(), device: CPUDevice.shared),
            schedule: LearningRateSchedule(
                shape: .constant, peak: 3e-3, minimumRatio: 1, warmupSteps: 0, steps: 10), gradientClip: 1,
            device: CPUDevice.shared, precision: precision)
    }

    @Test("Accumulating small batches equals the large batch", arguments: [1, 3, 4, 6])
    func accumulation(microBatch: Int) throws {
        let whole = try trainer(microBatch: 12)
        let parts = try trainer(microBatch: microBatch)
        for _ in 0..<3 {
            let (expected, found) = (try whole.takeStep(), try parts.takeStep())
            #expect(abs(expected.loss - found.loss) < 1e-5)
            #expect(abs(expected.gradientNorm - found.gradientNorm) < 1e-4 * expected.gradientNorm)
            #expect(expected.tokens == found.tokens)
        }
        for (expected, found) in zip(whole.model.parameters, parts.model.parameters) {
            for (a, b) in zip(expected.value.floats, found.value.floats) { #expect(abs(a - b) < 1e-4) }
        }
    }

    @Test("Only matrices decay")
    func decay() throws {
        let trainer = try trainer(microBatch: 12)
        let decaying = trainer.model.parameters.filter(\.decays)
        #expect(decaying.allSatisfy { $0.value.shape.count == 2 })
        #expect(decaying.count < trainer.model.parameters.count)
    }

    @Test("Validation changes neither weights nor gradients, and equals the loss of the same batch in training")
    func evaluation() throws {
        let trainer = try trainer(microBatch: 12)
        let batches = trainer.source.microBatches(ofStep: 0)
        let before = trainer.model.parameters.map { Array($0.value.floats) }
        let evaluated = try trainer.evaluate(batches)
        #expect(trainer.model.parameters.map { Array($0.value.floats) } == before)
        #expect(evaluated.tokens == 144)
        let step = try trainer.takeStep()
        #expect(abs(step.loss - evaluated.loss) < 1e-6)
    }

    @Test("AdamW follows the plain formula, with clipping")
    func plainAdamW() throws {
        let trainer = try trainer(microBatch: 12)
        let before = trainer.model.parameters.map { Array($0.value.floats) }
        let result = try trainer.takeStep()
        let clip = min(1, 1 / result.gradientNorm)
        var squares = 0.0
        for (index, parameter) in trainer.model.parameters.enumerated() {
            for element in 0..<parameter.value.count {
                let gradient = Double(parameter.gradient.floats[element])
                squares += gradient * gradient
                let clipped = gradient * clip
                // In the first step both moments are the gradient itself, once corrected.
                let direction = clipped / (abs(clipped) + 1e-8)
                let old = Double(before[index][element])
                let expected = old - 3e-3 * (direction + (parameter.decays ? 0.1 * old : 0))
                #expect(abs(Double(parameter.value.floats[element]) - expected) < 2e-6)
            }
        }
        #expect(abs(squares.squareRoot() - result.gradientNorm) < 1e-5 * result.gradientNorm)
    }

    @Test("An objective that gives no number is stopped before the update")
    func notFinite() throws {
        struct Broken: Objective {
            func weight(of batch: TokenBatch) -> Double { batch.weightSum }
            func loss(of batch: TokenBatch, model: CausalLM, tape: Tape, scale: Float) -> BatchLoss {
                BatchLoss(sum: .nan)
            }
        }
        let sound = try trainer(microBatch: 12)
        let trainer = Trainer(
            model: sound.model, objective: Broken(), source: sound.source, optimizer: sound.optimizer,
            schedule: sound.schedule, gradientClip: 1, device: CPUDevice.shared, precision: .float32)
        let before = trainer.model.parameters.map { Array($0.value.floats) }
        #expect(throws: NotFinite.self) { try trainer.takeStep() }
        #expect(trainer.model.parameters.map { Array($0.value.floats) } == before)
        #expect(trainer.stepsTaken == 0)
    }
}
