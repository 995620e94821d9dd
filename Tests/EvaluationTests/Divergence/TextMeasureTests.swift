import Evaluation
import Foundation
import Foundations
import Tensors
import Testing
import Transformer

@Suite("Loss and divergence along texts")
struct TextMeasureTests {
    private static func model(_ seed: UInt64) throws -> CausalLM {
        try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: 23, hiddenSize: 16, layerCount: 2, attentionHeadCount: 2, keyValueHeadCount: 1,
                intermediateSize: 24, maximumPositions: 40, initializerRange: 0.3, endOfTextTokens: []),
            seed: seed)
    }

    private static func texts(_ seed: UInt64) -> [MarkedText] {
        var random = SplitMix64(seed: seed)
        return (0..<5).map { _ in
            let tokens = (0..<4 + random.next(below: 30)).map { _ in Int32(random.next(below: 23)) }
            return MarkedText(
                tokens: tokens, isMeasured: tokens.indices.map { $0 > 0 && random.next(below: 2) == 0 })
        }
    }

    /// The distributions before the measured tokens, one pass over each beginning of each text.
    private static func distributions(_ text: MarkedText, _ model: CausalLM) throws -> [[Double]] {
        let tape = Tape(device: CPUDevice(threadCount: 1), mode: .generation, precision: .float32)
        return try text.tokens.indices.dropFirst().filter { text.isMeasured[$0] }.map { end in
            let cache = KVCache(configuration: model.configuration, capacity: end)
            let row = try model.logits(of: Array(text.tokens[..<end]), cache: cache, tape: tape).values.map(Double.init)
            let total = row.reduce(0) { $0 + exp($1) }
            return row.map { exp($0) / total }
        }
    }

    @Test("Both are sums over the whole vocabulary at the measured tokens, and nothing else")
    func reference() throws {
        let (model, other) = (try Self.model(1), try Self.model(2))
        var (loss, divergence, count) = (0.0, 0.0, 0.0)
        for text in Self.texts(3) {
            let (p, q) = (try Self.distributions(text, model), try Self.distributions(text, other))
            let tokens = text.tokens.indices.dropFirst().filter { text.isMeasured[$0] }.map { Int(text.tokens[$0]) }
            for (place, token) in tokens.enumerated() {
                loss -= log(p[place][token])
                divergence += zip(p[place], q[place]).reduce(0) { $0 + $1.0 * log($1.0 / $1.1) }
                count += 1
            }
        }
        let measure = TextMeasure(device: CPUDevice(threadCount: 2))
        let found = try measure.loss(of: Self.texts(3), under: model)
        let distance = try measure.divergence(of: model, from: other, along: Self.texts(3))
        #expect(abs(found.value - loss / count) < 1e-5)
        #expect(abs(distance.value - divergence / count) < 1e-5 && distance.value > 0)
        #expect(found.count == 5 && found.standardError != nil)
    }

    @Test("A model is no way from itself, and texts without marks tell nothing")
    func identity() throws {
        let model = try Self.model(1)
        let measure = TextMeasure()
        #expect(try measure.divergence(of: model, from: model, along: Self.texts(4)).value == 0)
        let silent = MarkedText(tokens: [1, 2, 3], isMeasured: [false, false, false])
        #expect(try measure.loss(of: [silent], under: model).count == 0)
    }
}
