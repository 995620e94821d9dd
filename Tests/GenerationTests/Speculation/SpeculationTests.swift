import Foundations
import Generation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("Speculation")
struct SpeculationTests {
    private static let samplings: [SamplingOptions] = [
        .greedy, SamplingOptions(temperature: 0.5, seed: 3), .unfiltered(temperature: 1, seed: 4),
    ]

    /// A text that repeats itself, so that there is something to look up.
    private static func prompt() throws -> [Int32] {
        try TinyModel.tokenizer.get().encode(String(repeating: "the cat sat on the mat, ", count: 3))
    }

    @Test("Texts and log-probabilities are the same with and without guesses", arguments: samplings.indices)
    func lookup(_ index: Int) throws {
        var request = GenerationRequest(
            prompt: try Self.prompt(), sampling: Self.samplings[index], stops: StopConditions(maximumTokens: 60),
            logProbabilityCount: 2)
        request.speculation = .none
        let plain = try TinyModel.run(request, context: 160)
        for longest in [1, 3, 7] {
            request.speculation = .promptLookup(longest: longest)
            let guessed = try TinyModel.run(request, context: 160)
            #expect(guessed.tokens == plain.tokens, "\(longest) tokens ahead")
            #expect(guessed.result?.stopReason == plain.result?.stopReason)
        }
    }

    @Test("Texts are the same with a draft model, whether it guesses well or badly", arguments: [1, 2] as [UInt64])
    func draftModel(seed: UInt64) throws {
        let model = try TinyModel.make(context: 160)
        let draft = try DraftModel(TinyModel.make(context: 160, seed: seed), for: model.configuration)
        for sampling in Self.samplings {
            var request = GenerationRequest(
                prompt: try Self.prompt(), sampling: sampling, stops: StopConditions(maximumTokens: 60))
            request.speculation = .none
            let plain = try TinyModel.run(request, context: 160)
            request.speculation = .draftModel()
            let loop = try GenerationLoop(
                model: model, tokenizer: TinyModel.tokenizer.get(), request: request, draftModel: draft)
            var tokens: [GeneratedToken] = []
            while let token = try loop.next() { tokens.append(token) }
            #expect(tokens == plain.tokens)
        }
    }

    @Test("A guess may be longer than the pieces in which a prompt is read")
    func longGuess() throws {
        var request = GenerationRequest(
            prompt: try Self.prompt(), sampling: .greedy, stops: StopConditions(maximumTokens: 300))
        request.speculation = .none
        let plain = try TinyModel.run(request, context: 400)
        request.speculation = .promptLookup(longest: 200)
        #expect(try TinyModel.run(request, context: 400).tokens == plain.tokens)
    }

    @Test("A cache that is too small for text and guesses grows, and the text is the same")
    func smallCache() throws {
        let model = try TinyModel.make(context: 160)
        var request = GenerationRequest(
            prompt: try Self.prompt(), sampling: .greedy, stops: StopConditions(maximumTokens: 60))
        request.speculation = .none
        let plain = try TinyModel.run(request, context: 160)
        request.speculation = .promptLookup()
        for room in 0..<12 {
            let cache = PromptCache(configuration: model.configuration, capacity: request.prompt.count + room)
            let loop = try GenerationLoop(
                model: model, tokenizer: TinyModel.tokenizer.get(), request: request, reusing: cache)
            var tokens: [GeneratedToken] = []
            while let token = try loop.next() { tokens.append(token) }
            #expect(tokens == plain.tokens, "room for \(room) tokens")
        }
    }

    @Test("Several texts of one engine are the same with and without guesses, and it keeps no page of a wrong guess")
    func engine() throws {
        for sampling in Self.samplings {
            var results: [[GenerationResult]] = []
            for speculation in [Speculation.none, .promptLookup()] {
                let engine = try BatchEngine(
                    model: TinyModel.make(context: 160), tokenizer: TinyModel.tokenizer.get(),
                    options: EngineOptions(keepsPrefixes: false))
                var request = GenerationRequest(
                    prompt: try Self.prompt(), sampling: sampling, stops: StopConditions(maximumTokens: 50))
                request.speculation = speculation
                let ids = try engine.submit(request) + engine.submit(request, count: 2)
                var finished: [Int: GenerationResult] = [:]
                while finished.count < ids.count {
                    engine.step()
                    for id in ids {
                        while let event = try engine.take(id) {
                            if case .finished(let result) = event { finished[id] = result }
                        }
                    }
                }
                results.append(ids.compactMap { finished[$0] })
                #expect(engine.statistics.usedPages == 0)
            }
            #expect(results[0].map(\.tokens) == results[1].map(\.tokens))
            #expect(results[0].map(\.text) == results[1].map(\.text))
        }
    }

    /// Much of it follows of necessity, and repeats itself, so that guesses and forced runs meet.
    private static func repetitive() throws -> GrammarConstraint {
        let tokenizer = try TinyModel.tokenizer.get()
        let compiler = ConstraintCompiler(tokenizer: tokenizer, endTokens: [try #require(tokenizer.endOfTextToken)])
        return try compiler.compile(.regex("(the (cat|hat|mat) sat on the mat, ){3,6}(and|the end)[a-c]{2}"))
    }

    @Test("A constrained text with forced runs is the same with and without guesses", arguments: samplings.indices)
    func forcedRuns(_ index: Int) throws {
        let tokenizer = try TinyModel.tokenizer.get(), end = try #require(tokenizer.endOfTextToken)
        let model = try TinyModel.make(context: 300, endTokens: [end])
        let draft = try DraftModel(TinyModel.make(context: 300, seed: 2), for: model.configuration)
        var request = GenerationRequest(
            prompt: try Self.prompt(), sampling: Self.samplings[index], constraint: try Self.repetitive())
        request.takesForcedTokens = true
        var results: [GenerationResult?] = []
        for speculation in [Speculation.none, .promptLookup(longest: 1), .promptLookup(longest: 7), .draftModel()] {
            request.speculation = speculation
            let loop = try GenerationLoop(model: model, tokenizer: tokenizer, request: request, draftModel: draft)
            while try loop.next() != nil {}
            results.append(loop.result)
            let engine = BatchEngine(model: model, tokenizer: tokenizer, draftModel: draft)
            let id = try engine.submit(request)[0]
            while engine.knows(id) {
                switch try engine.take(id) {
                case .finished(let result): results.append(result)
                case .token: break
                case nil: engine.step()
                }
            }
        }
        #expect(results.count == 8 && results[0]?.stopReason == .endToken(end))
        #expect(results.allSatisfy { $0?.tokens == results[0]?.tokens && $0?.text == results[0]?.text })
    }

    @Test("A draft model of another vocabulary is refused with both sizes")
    func otherVocabulary() throws {
        let model = try TinyModel.make()
        let other = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: 64, hiddenSize: 16, layerCount: 1, attentionHeadCount: 2, keyValueHeadCount: 1,
                intermediateSize: 16, maximumPositions: 32),
            seed: 1)
        #expect(throws: GenerationError.draftVocabulary(draft: 64, model: model.configuration.vocabularySize)) {
            _ = try DraftModel(other, for: model.configuration)
        }
    }
}
