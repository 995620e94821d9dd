import Foundations
import Tensors
import Testing
import Transformer

@Suite("Encoders")
struct EncoderModelTests {
    @Test("The fixture has every family and more than one text")
    func fixtures() {
        #expect(EncoderFixture.all.count == 5)
        #expect(EncoderFixture.all.allSatisfy { $0.texts.count == 3 && $0.layers.count == 3 })
    }

    @Test(
        "States agree with those of transformers, layer by layer", arguments: EncoderFixture.all,
        [Tape.Mode.generation, .training])
    func layers(_ fixture: EncoderFixture, mode: Tape.Mode) throws {
        let model = try fixture.model()
        var layers: [[Float]] = []
        _ = try model.layers(of: fixture.batch, tape: Tape(mode: mode)) { layers.append($0.value.values) }
        #expect(layers.count == fixture.layers.count)
        for (layer, expected) in zip(layers, fixture.layers) {
            #expect(layer.count == expected.count)
            let worst = zip(layer, expected).map { abs(Double($0) - $1) }.max() ?? .infinity
            #expect(worst < 5e-6, "off by \(worst)")
        }
    }

    @Test("Pooled vectors agree with those of sentence-transformers", arguments: EncoderFixture.all)
    func pooling(_ fixture: EncoderFixture) throws {
        let states = try fixture.model().states(of: fixture.batch, tape: Tape(mode: .generation)).value
        for mode in PoolingMode.allCases {
            let vectors = fixture.batch.rows.flatMap { Pooling([mode]).vector(of: states.rows($0)) }
            let expected = fixture.pooled(mode)
            #expect(vectors.count == expected.count && !expected.isEmpty)
            let worst = zip(vectors, expected).map { abs(Double($0) - $1) / max(1, abs($1)) }.max() ?? .infinity
            #expect(worst < 5e-6, "\(mode): off by \(worst)")
        }
        let both = Pooling([.max, .cls]).vector(of: states.rows(0..<4))
        #expect(both == Pooling([.max]).vector(of: states.rows(0..<4)) + states.rows(0..<1).values)
    }

    @Test(
        "A text's states have the same bits alone, among others, and on any number of threads",
        arguments: Precision.allCases)
    func neighbours(precision: Precision) throws {
        let model = try EncoderModel(configuration: .small, seed: 5)
        var generator = SplitMix64(seed: 6)
        let texts = [7, 1, 64, 33, 100, 2, 2].map { length in
            (0..<length).map { _ in Int32(generator.next(below: 50)) }
        }
        func bytes(_ texts: [[Int32]], threads: Int) throws -> [[UInt8]] {
            let tape = Tape(device: CPUDevice(threadCount: threads), mode: .generation, precision: precision)
            let batch = EncoderBatch(texts), states = try model.states(of: batch, tape: tape).value
            return batch.rows.map { Array(states.rows($0).rawBytes) }
        }
        let together = try bytes(texts, threads: 1)
        #expect(try bytes(texts, threads: 3) == together)
        #expect(try bytes(texts.reversed(), threads: 2) == together.reversed())
        #expect(try texts.map { try bytes([$0], threads: 2)[0] } == together)
    }

    @Test("Gradients of all parameters agree with finite differences")
    func gradients() throws {
        let configuration = EncoderConfiguration(
            vocabularySize: 11, hiddenSize: 8, layerCount: 2, attentionHeadCount: 2, intermediateSize: 12,
            positionCount: 6, activation: .geluTanh)
        let model = try EncoderModel(configuration: configuration, seed: 7)
        var generator = SplitMix64(seed: 8)
        for parameter in model.parameters {
            for index in parameter.value.floats.indices {
                parameter.value.floats[index] += Float(generator.normal() * 0.3)
            }
        }
        let batch = EncoderBatch([[1, 2, 3, 4, 5], [6, 7, 8]], tokenTypes: [[0, 0, 1, 1, 1], [1, 1, 0]])
        let factors = Tensor((0..<64).map { _ in Float(generator.normal()) }, shape: [8, 8])
        func value(_ tape: Tape) throws -> Double {
            let states = try model.states(of: batch, tape: tape)
            if tape.mode == .training { tape.seed(states, gradient: factors) }
            return zip(states.value.values, factors.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
        let tape = Tape(mode: .training)
        _ = try value(tape)
        tape.backward()
        for parameter in model.parameters {
            let gradient = parameter.gradient.values.map(Double.init)
            let length = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let direction = gradient.map { _ in Float(generator.normal()) }, original = parameter.value.values
            func moved(_ step: Float) throws -> Double {
                for index in original.indices {
                    parameter.value.floats[index] = original[index] + step * direction[index]
                }
                return try value(Tape(mode: .evaluation))
            }
            let step: Float = 0.005
            let near = try moved(step) - moved(-step), far = try moved(2 * step) - moved(-2 * step)
            _ = try moved(0)
            let slope = zip(gradient, direction).reduce(0) { $0 + $1.0 * Double($1.1) }
            let difference = (8 * near - far) / (12 * Double(step))
            #expect(abs(slope - difference) <= 3e-3 * length + 1e-3, "\(parameter.name): \(slope), \(difference)")
        }
    }

    @Test("In bfloat16 states and gradients are those of float32, rounded")
    func bfloat16() throws {
        let model = try EncoderModel(configuration: .small, seed: 9)
        let batch = EncoderBatch([(0..<40).map { $0 % 50 }, [3, 4, 5]])
        func run(_ precision: Precision) throws -> (states: [Float], gradients: [[Float]]) {
            for parameter in model.parameters { parameter.gradient.clear() }
            let tape = Tape(mode: .training, precision: precision)
            let states = try model.states(of: batch, tape: tape)
            var generator = SplitMix64(seed: 10)
            let seeds = (0..<states.value.count).map { _ in Float(generator.normal()) }
            tape.seed(states, gradient: Tensor(seeds, shape: states.value.shape))
            tape.backward()
            return (states.value.values, model.parameters.map(\.gradient.values))
        }
        let exact = try run(.float32), rounded = try run(.bfloat16)
        #expect(zip(exact.states, rounded.states).allSatisfy { abs($0 - $1) < 0.05 })
        for (index, parameter) in model.parameters.enumerated() where !parameter.name.contains("heads.bias") {
            let (a, b) = (exact.gradients[index], rounded.gradients[index])
            func dot(_ x: [Float], _ y: [Float]) -> Double { zip(x, y).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
            #expect(dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot() > 0.99, "\(parameter.name)")
        }
    }

    @Test("Texts that are too long, and tokens and types outside their tables, are refused")
    func badInput() throws {
        let model = try EncoderModel(configuration: .small, seed: 1), tape = Tape(mode: .generation)
        #expect(throws: ModelError.contextExceeded(tokens: 129, capacity: 128)) {
            try model.states(of: EncoderBatch([[1], [Int32](repeating: 1, count: 129)]), tape: tape)
        }
        #expect(throws: ModelError.tokenOutsideVocabulary(token: 50, vocabularySize: 50)) {
            try model.states(of: EncoderBatch([[50]]), tape: tape)
        }
        #expect(throws: ModelError.tokenOutsideVocabulary(token: -1, vocabularySize: 50)) {
            try model.states(of: EncoderBatch([[-1]]), tape: tape)
        }
        #expect(throws: ModelError.tokenOutsideVocabulary(token: 2, vocabularySize: 2)) {
            try model.states(of: EncoderBatch([[1]], tokenTypes: [[2]]), tape: tape)
        }
    }
}

extension EncoderConfiguration {
    fileprivate static let small = EncoderConfiguration(
        vocabularySize: 50, hiddenSize: 24, layerCount: 2, attentionHeadCount: 3, intermediateSize: 70,
        positionCount: 128)
}
