import Foundation
import Tensors
import Testing
import Training
import Transformer

@Suite("Losses of packed examples")
struct PackedLossTests {
    private func nats(_ batch: TokenBatch, _ model: CausalLM, _ tape: Tape, scale: Float = 0) -> Double {
        NextTokenObjective().loss(of: batch, model: model, tape: tape, scale: scale).sum
    }

    /// An example in a batch of its own: no neighbours, no filling, and nothing said of what may be seen.
    private func alone(_ example: FineTuneExample) -> TokenBatch {
        let content = PackedSpan.content(of: example)
        var batch = TokenBatch(length: content[0].count)
        batch.tokens = content[0]
        batch.targets = content[1]
        batch.sequences = 1
        return batch
    }

    private func gradients(of batches: [TokenBatch], _ model: CausalLM, scale: Float) -> [[Float]] {
        for parameter in model.parameters { parameter.gradient.clear() }
        let tape = Tape(mode: .training)
        for batch in batches {
            _ = nats(batch, model, tape, scale: scale)
            tape.backward()
        }
        return model.parameters.map { Array($0.gradient.floats) }
    }

    private func length(_ values: some Sequence<Float>) -> Double {
        values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }

    @Test(
        "The mean loss of packed examples is the mean of each alone, to 1e-5 nats a token",
        arguments: ModelShape.all, PackingCase.all)
    func losses(shape: ModelShape, packing: PackingCase) throws {
        let model = try shape.model()
        let tape = Tape(mode: .evaluation)
        let loader = packing.loader(seed: 11)
        let expected = loader.examples.reduce(0) { $0 + nats(alone($1), model, tape) }
        let weight = loader.examples.reduce(0) { $0 + $1.isTrained.count { $0 } }
        for isPacking in [true, false] {
            let batches = packing.loader(seed: 11, isPacking: isPacking).batches()
            #expect(batches.reduce(0) { $0 + $1.targetCount } == weight)
            let found = batches.reduce(0) { $0 + nats($1, model, tape) }
            let difference = abs(found - expected) / Double(weight)
            #expect(difference < 1e-5, "packed \(isPacking): \(difference)")
        }
    }

    @Test(
        "The gradient of packed examples is that of each alone, to 1e-4 of its length",
        arguments: ModelShape.all, PackingCase.all)
    func gradients(shape: ModelShape, packing: PackingCase) throws {
        let model = try shape.model()
        let loader = packing.loader(seed: 12)
        let scale = 1 / Float(loader.examples.reduce(0) { $0 + $1.isTrained.count { $0 } })
        let expected = gradients(of: loader.examples.map(alone), model, scale: scale)
        let found = gradients(of: loader.batches(), model, scale: scale)
        for (parameter, (a, b)) in zip(model.parameters, zip(expected, found)) {
            let difference = length(zip(a, b).lazy.map { $0 - $1 }) / length(a)
            #expect(difference < 1e-4, "\(parameter.name): \(difference)")
        }
    }

    @Test("A step over packed examples is a step over the same examples one a row")
    func step() throws {
        let shape = ModelShape.all[1]
        func step(isPacking: Bool, rows: Int) throws -> (StepResult, [[Float]]) {
            let model = try shape.model()
            let examples = RandomExamples.make(24, positions: 1...30, seed: 13)
            let source = FineTuneLoader(
                examples: examples, sequenceLength: 32, batchSize: rows, isPacking: isPacking, seed: 1)
            let trainer = Trainer(
                model: model, objective: NextTokenObjective(), source: source,
                optimizer: AdamW(parameters: model.parameters, settings: AdamW.Settings(), device: CPUDevice.shared),
                schedule: LearningRateSchedule(
                    shape: .constant, peak: 1e-3, minimumRatio: 1, warmupSteps: 0, steps: 1),
                gradientClip: 0, device: CPUDevice.shared, precision: .float32)
            return (try trainer.takeStep(), model.parameters.map { Array($0.gradient.floats) })
        }
        // One epoch is one step.
        let examples = RandomExamples.make(24, positions: 1...30, seed: 13)
        let rows = FineTuneLoader(examples: examples, sequenceLength: 32, batchSize: 1, seed: 1).steps(epochs: 1)
        let (packed, packedGradients) = try step(isPacking: true, rows: rows)
        let (single, singleGradients) = try step(isPacking: false, rows: 24)
        #expect(rows < 24 && packed.tokens == single.tokens)
        #expect(abs(packed.loss - single.loss) < 1e-5)
        #expect(abs(packed.gradientNorm - single.gradientNorm) < 1e-4 * single.gradientNorm)
        for (a, b) in zip(packedGradients, singleGradients) {
            #expect(length(zip(a, b).lazy.map { $0 - $1 }) < 1e-4 * length(b))
        }
    }
}
