import Foundations
import Tensors
import Testing
import Transformer

@Suite("Gradients under an adapter")
struct LoRATrainingTests {
    private static let sequences = 2, length = 9
    private static let models = NamedConfiguration.named(
        "llama, tied", "llama, untied, grouped queries", "qwen3", "gemma2", "gpt2",
        "phi3, longrope over part of the heads",
        "qwen3_moe, every expert")

    private func loss(_ model: CausalLM, _ tape: Tape) -> Double {
        let count = Self.sequences * Self.length
        return model.loss(
            tokens: model.tokens(count, seed: 7), targets: model.tokens(count, seed: 8), sequences: Self.sequences,
            length: Self.length, scale: 1 / Float(count), tape: tape
        ).nats / Double(count)
    }

    private func gradients(_ model: CausalLM) -> [[Float]] {
        let tape = Tape(mode: .training)
        _ = loss(model, tape)
        tape.backward()
        return model.trainableParameters.map(\.gradient.values)
    }

    @Test("The gradients of A and B agree with finite differences, and the weights have none", arguments: models)
    func finiteDifferences(_ named: NamedConfiguration) throws {
        let model = try named.adapted()
        var generator = SplitMix64(seed: 9)
        for (parameter, gradient) in zip(model.trainableParameters, gradients(model)) {
            let size = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
            #expect(size > 0, "\(parameter.name) has no gradient")
            // Half along the gradient itself, half at random.
            var direction = gradient.map { Float(Double($0) / size + generator.normal() * 0.1) }
            let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
            direction = direction.map { $0 / length }
            let original = parameter.value.values
            func value(at distance: Float) -> Double {
                for index in original.indices {
                    parameter.value.floats[index] = original[index] + distance * direction[index]
                }
                parameter.valuesChanged()
                return loss(model, Tape(mode: .evaluation))
            }
            let step: Float = 0.01, near = value(at: step) - value(at: -step)
            let slope = (8 * near - (value(at: 2 * step) - value(at: -2 * step))) / (12 * Double(step))
            _ = value(at: 0)
            let expected = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
            #expect(
                abs(slope - expected) < 1e-4 + 2e-3 * size, "\(parameter.name): \(expected), differences \(slope)")
        }
        #expect(model.parameters.allSatisfy { !$0.holdsGradient })
    }

    @Test(
        "With dropout, sequences one by one have the gradients of all at once, experts and the output matrix included",
        arguments: NamedConfiguration.named("llama, untied, grouped queries", "qwen3_moe, every expert"))
    func dropout(_ named: NamedConfiguration) throws {
        let plain = ["q_proj", "up_proj", "down_proj"]
        let targets = named.configuration.tiesEmbeddings ? plain : plain + ["lm_head"]
        let model = try named.adapted(LoRAConfiguration(rank: 2, targets: targets, dropout: 0.3))
        let adapter = try #require(model.adapter)
        let count = Self.sequences * Self.length
        let tokens = model.tokens(count, seed: 7), goals = model.tokens(count, seed: 8)
        func gradients(_ parts: [Range<Int>], seed: UInt64?) -> [[Float]] {
            for parameter in adapter.parameters { parameter.gradient.clear() }
            let tape = Tape(mode: .training)
            for part in parts {
                tape.draws = seed.map { PassDraws(seed: $0, firstRow: part.lowerBound) }
                _ = model.loss(
                    tokens: Array(tokens[part]), targets: Array(goals[part]), sequences: part.count / Self.length,
                    length: Self.length, scale: 1 / Float(count), tape: tape)
                tape.backward()
            }
            return adapter.parameters.map(\.gradient.values)
        }
        let whole = gradients([0..<count], seed: 5), length = Self.length
        let parts = gradients([0..<length, length..<count], seed: 5)
        for (whole, parts) in zip(whole, parts) {
            #expect(zip(whole, parts).allSatisfy { abs($0 - $1) < 1e-5 })
        }
        #expect(gradients([0..<count], seed: 6) != whole && gradients([0..<count], seed: nil) != whole)
    }

    @Test("The gradient of B is what the weight's own would be, through A", arguments: NamedConfiguration.plain)
    func chain(_ named: NamedConfiguration) throws {
        // dL/dB = scale * dL/dW Aᵀ, where the adapter changes nothing yet.
        let lora = LoRAConfiguration(rank: 2, alpha: 6, targets: ["down_proj"]), model = try named.model()
        let whole = gradients(model)
        let weights = Dictionary(uniqueKeysWithValues: zip(model.parameters.map(\.name), whole))
        let adapter = try LoRAAdapter(lora, for: model, seed: 4)
        try model.attach(adapter)
        let own = zip(adapter.parameters, gradients(model))
        let a = Dictionary(uniqueKeysWithValues: adapter.parameters.map { ($0.name, $0.value.values) })
        for (parameter, gradient) in own where parameter.name.hasSuffix("lora_B") {
            let name = parameter.name.dropLast(".lora_B".count) + ".weight"
            let outer = try #require(weights[String(name)]), inner = try #require(a["\(name).lora_A"])
            let width = inner.count / 2
            for (index, found) in gradient.enumerated() {
                let row = index / 2, rank = index % 2
                var expected: Float = 0
                for column in 0..<width { expected += outer[row * width + column] * inner[rank * width + column] }
                #expect(abs(found - 3 * expected) < 1e-5)
            }
        }
    }

    @Test("A text's logits under an adapter are the same bits in pieces and among others")
    func sameBits() throws {
        let model = try NamedConfiguration.all[1].adapted()
        let texts = (0..<3).map { model.tokens(7 + $0, seed: 20 + UInt64($0)) }
        let alone = try texts.map { try model.allLogits($0).values }
        for precision in [Precision.float32, .bfloat16] {
            let expected = try texts.map { try model.allLogits($0, precision: precision).values }
            let tape = Tape(mode: .generation, precision: precision)
            let caches = texts.map { KVCache(configuration: model.configuration, capacity: $0.count) }
            var found: [[Float]] = []
            for (text, cache) in zip(texts, caches) {
                let first = try model.logits(of: Array(text[..<3]), cache: cache, rows: .all, tape: tape).values
                found.append(
                    try first + model.logits(of: Array(text[3...]), cache: cache, rows: .all, tape: tape).values)
            }
            #expect(found == expected)
            let threads = try texts.map {
                try model.allLogits($0, device: CPUDevice(threadCount: 3), precision: precision).values
            }
            #expect(threads == expected)
        }
        #expect(alone.count == 3)
    }
}
