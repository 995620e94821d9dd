import Foundations
import Generation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("Caches that outlive a generation")
struct PromptCacheTests {
    @Test("What an earlier text left in the cache changes no bit", arguments: 1...3)
    func sameBits(threads: Int) throws {
        let model = try TinyModel.make(context: 160)
        let tokenizer = try TinyModel.tokenizer.get()
        let device = CPUDevice(threadCount: threads)
        // Too small at first: it grows on the way.
        let cache = PromptCache(configuration: model.configuration, capacity: 24)
        var random = SplitMix64(seed: 5)
        var sequence = tokenizer.encode("the cat sat")
        func run(_ request: GenerationRequest, _ cache: PromptCache?) throws -> ([GeneratedToken], GenerationResult) {
            let loop = try GenerationLoop(
                model: model, tokenizer: tokenizer, request: request, device: device, reusing: cache)
            var tokens: [GeneratedToken] = []
            while let token = try loop.next() { tokens.append(token) }
            return (tokens, try #require(loop.result))
        }
        for turn in 0..<8 {
            let request = GenerationRequest(
                prompt: sequence, sampling: .unfiltered(seed: UInt64(turn)),
                stops: StopConditions(maximumTokens: 5), candidateCount: 280, usesCache: turn != 6)
            let held = cache.tokens
            let (expected, _) = try run(request, nil)
            let (tokens, result) = try run(request, cache)
            #expect(tokens == expected)
            let common = zip(held, sequence.dropLast()).prefix { $0 == $1 }.count
            #expect(common > 0 || turn == 0)
            #expect(result.reusedTokenCount == (turn == 6 ? 0 : common))
            #expect(cache.tokens == Array((sequence + result.tokens).prefix(cache.tokens.count)))
            // Sometimes the next prompt goes on, sometimes it parts from what is held early or late.
            sequence += result.tokens
            if turn % 3 == 1 { sequence.removeLast(random.next(below: sequence.count)) }
            sequence += tokenizer.encode(" and the hat").prefix(1 + random.next(below: 4))
        }
    }

    @Test("The same prompt again is computed from its last token on; a cache that is too small grows")
    func again() throws {
        let model = try TinyModel.make()
        let tokenizer = try TinyModel.tokenizer.get()
        let request = GenerationRequest(
            prompt: tokenizer.encode("the cat sat"), sampling: .greedy, stops: StopConditions(maximumTokens: 3))
        func run(_ cache: PromptCache) throws -> GenerationResult {
            let loop = try GenerationLoop(model: model, tokenizer: tokenizer, request: request, reusing: cache)
            while try loop.next() != nil {}
            return try #require(loop.result)
        }
        let cache = PromptCache(configuration: model.configuration)
        let first = try run(cache)
        let second = try run(cache)
        #expect(first.tokens == second.tokens && first.reusedTokenCount == 0)
        #expect(second.reusedTokenCount == request.prompt.count - 1)
        let small = PromptCache(configuration: model.configuration, capacity: 3)
        #expect(try run(small).tokens == first.tokens)
        #expect(try run(small).reusedTokenCount == request.prompt.count - 1)
    }
}
