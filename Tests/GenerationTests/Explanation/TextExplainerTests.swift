import Foundations
import Generation
import Glibc
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("Explaining a text")
struct TextExplainerTests {
    static func explain(
        _ tokens: [Int32], _ options: ExplanationOptions = ExplanationOptions(), context: Int = 96
    ) throws -> TextExplanation {
        try TextExplainer(
            model: TinyModel.make(context: context), tokenizer: TinyModel.tokenizer.get(),
            device: CPUDevice(threadCount: 1)
        ).explain(tokens, options: options)
    }

    @Test("Surprise, rank and prediction of each token are those of the logits before it")
    func tokens() throws {
        var random = SplitMix64(seed: 30)
        let tokens = (0..<70).map { _ in Int32(random.next(below: 260)) }
        let sampling = SamplingOptions(temperature: 0.7, topK: 9, topP: 0.9, seed: 4)
        let shown = try Self.explain(tokens, ExplanationOptions(sampling: sampling, candidateCount: 6))
        #expect(shown.tokens.map(\.token) == tokens)
        #expect(shown.tokens[0].bits == nil && shown.tokens[0].prediction == nil)
        let model = try TinyModel.make()
        let cache = KVCache(configuration: model.configuration, capacity: 96)
        let tape = Tape(device: CPUDevice(threadCount: 1), mode: .generation)
        let logits = try model.logits(of: tokens, cache: cache, rows: .all, tape: tape)
        var sampler = try Sampler(sampling)
        var total = 0.0
        for position in 1...tokens.count {
            let row = logits.rows(position - 1..<position).values
            let before = Array(tokens[..<position])
            let trace = position < tokens.count ? try #require(shown.tokens[position].prediction) : shown.next
            #expect(try trace.drawn == SamplerTests.sample(&sampler, row, after: before))
            #expect(trace.steps.map(\.stage) == [.topK, .topP, .minP, .temperature])
            guard position < tokens.count else { continue }
            let token = shown.tokens[position]
            let sum = row.reduce(0) { $0 + exp(Double($1)) }
            let bits = -log2(exp(Double(row[Int(token.token)])) / sum)
            #expect(abs(try #require(token.bits) - bits) < 1e-4)
            #expect(token.rank == row.count { $0 > row[Int(token.token)] })
            // The token itself is always among those that are followed.
            #expect(trace.candidates.contains { $0.token == token.token })
            total += bits
        }
        #expect(abs(shown.totalBits - total) < 1e-3)
        #expect(abs(try #require(shown.bitsPerToken) - total / 69) < 1e-4)
        let bytes = try tokens.dropFirst().reduce(0) { try $0 + TinyModel.tokenizer.get().bytes(of: $1).count }
        #expect(abs(try #require(shown.bitsPerByte) - total / Double(bytes)) < 1e-4)
    }

    @Test("Attention is the softmax of the scores of each head, which sums to 1", arguments: [0, 1, 31, 32, 60])
    func attention(position: Int) throws {
        let tokens = (0..<61).map { Int32($0 * 37 % 260) }
        let shown = try Self.explain(tokens, ExplanationOptions(attentionPosition: position))
        let pattern = try #require(shown.attention)
        #expect(pattern.weights.count == 2 && pattern.weights.allSatisfy { $0.count == 4 })
        for head in pattern.weights.joined() {
            #expect(head.count == position + 1)
            #expect(abs(head.reduce(0, +) - 1) < 1e-5)
        }
        #expect(abs(pattern.mean.reduce(0, +) - 1) < 1e-5)
        // What comes after the position changes nothing.
        let shorter = try Self.explain(
            Array(tokens[...position]), ExplanationOptions(attentionPosition: position))
        #expect(shorter.attention == pattern)
        #expect(try Self.explain(tokens).attention == nil)
    }

    @Test(
        "Weighted by the attention that is shown, values give what attention makes of them",
        arguments: [(nil, nil), (7, nil), (7, 2)] as [(Int?, Double?)])
    func attentionMixesValues(window: Int?, softcap: Double?) throws {
        // One layer: keys and values come straight from the embeddings, and the residual stream shows the result.
        var configuration = ModelConfiguration(
            vocabularySize: 268, hiddenSize: 16, layerCount: 1, attentionHeadCount: 4, keyValueHeadCount: 2,
            intermediateSize: 24, maximumPositions: 64, initializerRange: 0.4)
        configuration.slidingWindow = window
        configuration.attentionSoftcap = softcap.map { Float($0) }
        let model = try CausalLM(configuration: configuration, seed: 3)
        let tokens = (0..<40).map { Int32($0 * 53 % 260) }
        let tape = Tape(device: CPUDevice(threadCount: 1), mode: .generation)
        let cache = KVCache(configuration: configuration, capacity: 64)
        var rows: Tensor?
        _ = try model.logits(
            of: tokens, cache: cache, rows: .all, tape: tape,
            observer: ForwardObserver(heads: { rows = Tensor($1.values, shape: $1.shape) }))
        let heads = try #require(rows)
        let pattern = try #require(
            try TextExplainer(model: model, tokenizer: TinyModel.tokenizer.get()).explain(
                tokens, options: ExplanationOptions(attentionPosition: 39)
            ).attention)
        let size = configuration.headSize
        let device = CPUDevice(threadCount: 1)
        let fresh = Tape(device: device, mode: .generation)
        var shape = AttentionShape(
            sequences: 1, length: 40, queryHeads: 4, keyValueHeads: 2, headSize: size,
            scale: configuration.attentionScale)
        (shape.window, shape.softcap) = (window, configuration.attentionSoftcap)
        let mixed = fresh.attention(fresh.variable(heads), shape).value.rows(39..<40).values
        for head in 0..<4 {
            for element in 0..<size {
                let expected = (0..<40).reduce(0.0) { sum, place in
                    let value = heads.rows(place..<place + 1).values[(4 + 2 + head / 2) * size + element]
                    return sum + Double(pattern.weights[0][head][place]) * Double(value)
                }
                #expect(abs(Double(mixed[head * size + element]) - expected) < 1e-4)
            }
        }
    }

    @Test("What cannot be explained is refused, naming sizes")
    func refusals() throws {
        #expect(throws: GenerationError.emptyPrompt) { try Self.explain([]) }
        #expect(throws: GenerationError.promptTooLong(promptTokens: 97, contextSize: 96)) {
            try Self.explain([Int32](repeating: 1, count: 97))
        }
        #expect(throws: ExplanationError.noPosition(3, tokenCount: 3)) {
            try Self.explain([1, 2, 3], ExplanationOptions(attentionPosition: 3))
        }
        #expect(throws: SamplingError.unknownToken(300, vocabularySize: 268)) {
            var sampling = SamplingOptions()
            sampling.logitBias = [300: 1]
            return try Self.explain([1], ExplanationOptions(sampling: sampling))
        }
    }
}
