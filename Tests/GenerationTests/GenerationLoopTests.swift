import Foundation
import Foundations
import Generation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("The token loop")
struct GenerationLoopTests {
    static func prompt(_ text: String) throws -> [Int32] { try TinyModel.tokenizer.get().encode(text) }

    static let varied = SamplingOptions.unfiltered(seed: 7)

    @Test("Greedy tokens are those of the highest logit, each computed from the whole sequence")
    func greedyMatchesPlainLoop() throws {
        let prompt = try Self.prompt("the cat sat")
        let model = try TinyModel.make()
        let tape = Tape(device: CPUDevice(threadCount: 1), mode: .generation)
        var sequence = prompt
        for _ in 0..<20 {
            let cache = KVCache(configuration: model.configuration, capacity: sequence.count)
            let logits = try model.logits(of: sequence, cache: cache, rows: .last, tape: tape).values
            let best = try #require(logits.max())
            sequence.append(Int32(try #require(logits.firstIndex(of: best))))
        }
        let request = GenerationRequest(
            prompt: prompt, sampling: .greedy, stops: StopConditions(maximumTokens: 20))
        let (_, result) = try TinyModel.run(request)
        #expect(result?.tokens == Array(sequence.dropFirst(prompt.count)))
    }

    @Test("With and without the cache, and with 1, 2 and 3 threads, every probability has the same bits")
    func sameBits() throws {
        var request = GenerationRequest(
            prompt: try Self.prompt("the cat sat on the mat"), sampling: Self.varied,
            stops: StopConditions(maximumTokens: 24), candidateCount: 280)
        let (expected, _) = try TinyModel.run(request)
        #expect(expected.count == 24)
        for threads in 1...3 {
            for usesCache in [true, false] {
                request.usesCache = usesCache
                let (tokens, _) = try TinyModel.run(request, threads: threads)
                #expect(tokens == expected)
            }
        }
    }

    @Test("A prompt processed in several chunks gives the same bits as one computed at once")
    func longPrompt() throws {
        var random = SplitMix64(seed: 1)
        let prompt = (0..<300).map { _ in Int32(random.next(below: 256)) }
        let model = try TinyModel.make(context: 400)
        let tape = Tape(device: CPUDevice(threadCount: 1), mode: .generation)
        let cache = KVCache(configuration: model.configuration, capacity: prompt.count)
        let logits = try model.logits(of: prompt, cache: cache, rows: .last, tape: tape).values
        var sampler = try Sampler(.greedy)
        let expected = try logits.withUnsafeBufferPointer {
            try sampler.distribution(logits: $0, after: prompt, count: 280)
        }
        let request = GenerationRequest(
            prompt: prompt, sampling: .greedy, stops: StopConditions(maximumTokens: 1), candidateCount: 280)
        #expect(try TinyModel.run(request, context: 400).tokens.first?.candidates == expected)
    }

    @Test("A text continued from its middle goes on as if it had not been interrupted")
    func continuation() throws {
        let prompt = try Self.prompt("the hat")
        let stops = StopConditions(maximumTokens: 30)
        let whole = try #require(
            try TinyModel.run(GenerationRequest(prompt: prompt, sampling: Self.varied, stops: stops)).result)
        let rest = try TinyModel.run(
            GenerationRequest(
                prompt: prompt + whole.tokens.prefix(12), sampling: Self.varied,
                stops: StopConditions(maximumTokens: 18))
        ).result
        #expect(rest?.tokens == Array(whole.tokens.dropFirst(12)))
    }

    @Test("The pieces joined are the text, positions count on from the prompt, and counts add up")
    func pieces() throws {
        let prompt = try Self.prompt("the")
        let request = GenerationRequest(
            prompt: prompt, sampling: Self.varied, stops: StopConditions(maximumTokens: 40))
        let (tokens, result) = try TinyModel.run(request)
        #expect(tokens.map(\.text).joined() == result?.text)
        #expect(tokens.map(\.position) == Array(prompt.count..<prompt.count + 40))
        #expect(tokens.map(\.token) == result?.tokens)
        #expect(result?.promptTokenCount == prompt.count)
        #expect(
            result?.text
                == (try TinyModel.tokenizer.get().decodeString(tokens.map(\.token), skippingSpecialTokens: true)))
    }

    @Test("The limit of tokens ends the text; a limit of 0 produces none")
    func tokenLimit() throws {
        for limit in [0, 1, 5] {
            let request = GenerationRequest(
                prompt: try Self.prompt("the"), stops: StopConditions(maximumTokens: limit))
            let (tokens, result) = try TinyModel.run(request)
            #expect(tokens.count == limit)
            #expect(result?.stopReason == .tokenLimit(limit))
        }
    }

    @Test("A full context ends the text, at once where the prompt fills it")
    func contextLimit() throws {
        for (count, expected) in [(10, 6), (15, 1), (16, 0)] {
            let request = GenerationRequest(prompt: [Int32](repeating: 65, count: count))
            let (tokens, result) = try TinyModel.run(request, context: 16)
            #expect(tokens.count == expected)
            #expect(result?.stopReason == .contextLimit(16))
        }
    }

    @Test("A prompt longer than the context is refused, naming both sizes")
    func promptTooLong() throws {
        let request = GenerationRequest(prompt: [Int32](repeating: 65, count: 17))
        let error = #expect(throws: GenerationError.promptTooLong(promptTokens: 17, contextSize: 16)) {
            try TinyModel.run(request, context: 16)
        }
        #expect(error.map { "\($0)".contains("17 tokens") && "\($0)".contains("holds 16") } == true)
    }

    @Test("An end token ends the text and leaves no trace in it, unless it is ignored")
    func endToken() throws {
        let prompt = try Self.prompt("the cat")
        var request = GenerationRequest(
            prompt: prompt, sampling: Self.varied, stops: StopConditions(maximumTokens: 30))
        let free = try #require(try TinyModel.run(request).result)
        let end = free.tokens[10]
        let cut = free.tokens.prefix { $0 != end }
        let result = try TinyModel.run(request, endTokens: [255, end]).result
        #expect(result?.stopReason == .endToken(end))
        #expect(result?.tokens == cut + [end])
        #expect(result?.text == (try TinyModel.tokenizer.get().decodeString(cut)))
        request.stops.stopsAtEndTokens = false
        #expect(try TinyModel.run(request, endTokens: [255, end]).result?.tokens == free.tokens)
    }

    @Test("A stop string ends the text before it, also when it straddles tokens")
    func stopString() throws {
        let prompt = try Self.prompt("the cat")
        var request = GenerationRequest(
            prompt: prompt, sampling: Self.varied, stops: StopConditions(maximumTokens: 40))
        let (tokens, free) = try TinyModel.run(request)
        let text = try #require(free?.text)
        let tokenizer = try TinyModel.tokenizer.get()
        // The text of three neighbouring tokens, which are whole characters.
        let start = try #require(
            tokens.indices.dropLast(2).first { index in
                index > 4
                    && (index..<index + 3).allSatisfy {
                        String(validating: tokenizer.bytes(of: tokens[$0].token), as: UTF8.self) != nil
                    }
            })
        let stop = tokenizer.decodeString(tokens[start..<start + 3].map(\.token))
        request.stops.stopStrings = ["not in the text", stop]
        let (stopped, result) = try TinyModel.run(request)
        #expect(result?.stopReason == .stopString(stop))
        let expected = try #require(text.range(of: stop).map { String(text[..<$0.lowerBound]) })
        #expect(result?.text == expected)
        #expect(stopped.map(\.text).joined() == expected)
    }

    @Test("Giving up ends the text, before a token or in the middle of a long prompt")
    func cancellation() throws {
        for looks in [1, 3] {
            let loop = try GenerationLoop(
                model: TinyModel.make(context: 400), tokenizer: TinyModel.tokenizer.get(),
                request: GenerationRequest(prompt: [Int32](repeating: 65, count: 390)))
            var count = 0
            let token = try loop.next {
                count += 1
                return count == looks
            }
            #expect(token == nil)
            #expect(count == looks)
            #expect(loop.result?.stopReason == .cancelled)
            #expect(try loop.next() == nil)
        }
    }

    @Test("Requests that make no sense are refused before anything is computed")
    func refusals() throws {
        let size = try TinyModel.tokenizer.get().vocabularySize
        #expect(throws: GenerationError.emptyPrompt) { try TinyModel.run(GenerationRequest(prompt: [])) }
        #expect(throws: GenerationError.tokenOutOfRange(token: -1, index: 1, vocabularySize: size)) {
            try TinyModel.run(GenerationRequest(prompt: [1, -1]))
        }
        #expect(throws: GenerationError.tokenOutOfRange(token: 280, index: 0, vocabularySize: size)) {
            try TinyModel.run(GenerationRequest(prompt: [280]))
        }
        #expect(throws: SamplingError.self) {
            try TinyModel.run(GenerationRequest(prompt: [1], sampling: SamplingOptions(temperature: -1)))
        }
        #expect(throws: StopConditionError.emptyStopString) {
            try TinyModel.run(GenerationRequest(prompt: [1], stops: StopConditions(stopStrings: [""])))
        }
    }

    @Test("A model with broken weights is an error, not a text")
    func brokenWeights() throws {
        let model = try TinyModel.make()
        model.parameters[0].value.floats.update(repeating: .nan)
        model.parameters[0].valuesChanged()
        let loop = try GenerationLoop(
            model: model, tokenizer: TinyModel.tokenizer.get(), request: GenerationRequest(prompt: [1]))
        #expect(throws: SamplingError.self) { try loop.next() }
    }
}
