import Foundations
import Generation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("Beam search beside other requests")
struct BeamEngineTests {
    private static let context = 200

    private static func engine(pages: Int = 200, threads: Int = 1, chunk: Int = 128) throws -> BatchEngine {
        let model = try TinyModel.make(context: context)
        return BatchEngine(
            model: model, tokenizer: try TinyModel.tokenizer.get(), device: CPUDevice(threadCount: threads),
            options: EngineOptions(
                cacheByteLimit: pages * model.configuration.pageShape(.float32).byteCount,
                limits: SchedulerLimits(tokens: 2 * chunk, chunk: chunk)))
    }

    private static func beams(_ seed: UInt64, width: Int = 3) -> BeamRequest {
        var generator = SplitMix64(seed: seed)
        let prompt = (0..<20 + generator.next(below: 90)).map { _ in Int32(generator.next(below: 268)) }
        return BeamRequest(
            prompt: prompt, options: BeamOptions(width: width, resultCount: width, lengthPenalty: 0.5),
            maximumTokens: 10 + generator.next(below: 20))
    }

    private static func text(_ seed: UInt64) -> GenerationRequest {
        var generator = SplitMix64(seed: seed)
        let prompt = (0..<1 + generator.next(below: 120)).map { _ in Int32(generator.next(below: 268)) }
        return GenerationRequest(
            prompt: prompt, sampling: SamplingOptions(temperature: 1, seed: seed),
            stops: StopConditions(maximumTokens: 10 + generator.next(below: 30)))
    }

    private static func alone(_ request: BeamRequest) throws -> [BeamHypothesis] {
        try finish(engine(), searches: [request], texts: []).searches[0]
    }

    /// Runs everything to its end; how many of the texts ended before the first search did.
    private static func finish(
        _ engine: BatchEngine, searches: [BeamRequest], texts: [GenerationRequest]
    ) throws -> (searches: [[BeamHypothesis]], texts: [[Int32]], before: Int) {
        var found = [[BeamHypothesis]?](repeating: nil, count: searches.count), before: Int?
        var tokens = [[Int32]](repeating: [], count: texts.count), ended: Set<Int> = []
        // Searches come among the texts.
        var ids: [Int] = [], beams: [Int] = []
        for index in 0..<max(texts.count, searches.count) {
            if index < searches.count { beams.append(try engine.submit(searches[index])) }
            if index < texts.count { ids.append(try engine.submit(texts[index])[0]) }
        }
        var steps = 0
        while ended.count < ids.count || found.contains(where: { $0 == nil }) {
            steps += 1
            try #require(steps < 20_000, "somebody is stuck")
            engine.step()
            for (index, id) in ids.enumerated() where !ended.contains(index) {
                while let event = try engine.take(id) {
                    switch event {
                    case .token(let token): tokens[index].append(token.token)
                    case .finished: ended.insert(index)
                    }
                }
            }
            for (index, id) in beams.enumerated() where found[index] == nil {
                if case .beams(let hypotheses) = try engine.answer(of: id) {
                    found[index] = hypotheses
                    before = before ?? ended.count
                }
            }
        }
        #expect(engine.statistics.running == 0 && engine.statistics.waiting == 0)
        #expect(engine.statistics.usedPages == engine.statistics.keptPages)
        return (found.compactMap { $0 }, tokens, before ?? 0)
    }

    @Test("Texts go on between the steps of a search, and both are what they are alone", arguments: [1, 2])
    func together(threads: Int) throws {
        let searches = (0..<2).map { Self.beams($0 + 40) }, texts = (0..<6).map { Self.text($0) }
        let expected = try searches.map(Self.alone)
        let alone = try texts.map { try TinyModel.run($0, context: Self.context).tokens.map(\.token) }
        for chunk in [7, 128] {
            let engine = try Self.engine(threads: threads, chunk: chunk)
            let result = try Self.finish(engine, searches: searches, texts: texts)
            #expect(result.searches == expected && result.texts == alone)
            // The second time the prompts are there.
            let again = try Self.finish(engine, searches: searches, texts: texts)
            #expect(again.searches == expected && again.texts == alone)
        }
        // A short text that comes after a long search is done before it.
        var short = Self.text(3), long = Self.beams(41)
        short.stops.maximumTokens = 2
        long.maximumTokens = 60
        #expect(try Self.finish(Self.engine(), searches: [long], texts: [short]).before == 1)
    }

    @Test("With few pages everybody waits for his turn, and nothing of any result changes", arguments: 1...8)
    func fewPages(seed: UInt64) throws {
        let searches = (0..<3).map { Self.beams(seed * 100 + $0, width: 2) }
        let texts = (0..<8).map { Self.text(seed * 100 + $0) }
        let result = try Self.finish(Self.engine(pages: 16), searches: searches, texts: texts)
        #expect(try result.searches == searches.map(Self.alone))
        #expect(
            try result.texts == texts.map { try TinyModel.run($0, context: Self.context).tokens.map(\.token) })
    }

    @Test("A text whose reader is slow does not hold up a search for ever")
    func slowReader() throws {
        let engine = try Self.engine(pages: 16)
        var request = Self.text(9)
        request.stops.maximumTokens = 40
        let slow = try (0..<4).map { _ in try engine.submit(request)[0] }
        while engine.step() {}
        let search = Self.beams(5, width: 2), id = try engine.submit(search)
        var found: [BeamHypothesis]?
        for _ in 0..<1000 where found == nil {
            engine.step()
            if case .beams(let hypotheses) = try engine.answer(of: id) { found = hypotheses }
        }
        #expect(try found == Self.alone(search))
        let expected = try TinyModel.run(request, context: Self.context).tokens.map(\.token)
        for id in slow {
            var tokens: [Int32] = []
            while engine.knows(id) {
                switch try engine.take(id) {
                case .token(let token): tokens.append(token.token)
                case .finished: break
                case nil: engine.step()
                }
            }
            #expect(tokens == expected)
        }
    }

    @Test("A search that is given up gives what it has found, and its pages back at once")
    func cancelled() throws {
        let engine = try Self.engine()
        var request = Self.beams(7)
        request.maximumTokens = 60
        let id = try engine.submit(request)
        for _ in 0..<5 { engine.step() }
        engine.cancel(id)
        guard case .beams(let found) = try engine.answer(of: id) else {
            Issue.record("no answer")
            return
        }
        #expect(found.count == 3 && found.allSatisfy { $0.stopReason == .cancelled && !$0.tokens.isEmpty })
        #expect(engine.statistics.running == 0 && engine.statistics.usedPages == engine.statistics.keptPages)
        #expect(!engine.knows(id))
    }

    @Test("A task that is cancelled gets what the search has found")
    func cancelledTask() async throws {
        let generator = try Generator(model: TinyModel.make(context: 2000), tokenizer: TinyModel.tokenizer.get())
        let trigger = CancelTrigger(vocabularySize: generator.configuration.vocabularySize, tokens: 3)
        var request = Self.beams(8)
        request.maximumTokens = 1800
        request.constraint = trigger
        let search = Task { [request] in try await generator.beams(request) }
        trigger.arm { search.cancel() }
        let found = try await search.value
        #expect(found.count == request.options.resultCount)
        #expect(found.allSatisfy { $0.stopReason == .cancelled && (3..<10).contains($0.tokens.count) })
        #expect(await generator.statistics.running == 0)
    }

    @Test("A search that needs more pages than there are is an error with both numbers")
    func tooLarge() throws {
        let engine = try Self.engine(pages: 3)
        var request = Self.beams(2, width: 8)
        request.prompt = Array(request.prompt.prefix(20)) + [Int32](repeating: 7, count: 40)
        request.maximumTokens = 60
        let id = try engine.submit(request)
        #expect(throws: KVPoolError.self) {
            while try engine.answer(of: id) == nil { engine.step() }
        }
        #expect(engine.statistics.running == 0)
    }
}
