import Foundations
import Generation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("Many requests at once")
struct BatchEngineTests {
    /// A request, and what it gives alone.
    private struct Known {
        var request: GenerationRequest
        var tokens: [GeneratedToken]
        var result: GenerationResult
    }

    private static let context = 150

    private static func request(_ generator: inout SplitMix64, _ prompts: [[Int32]]) throws -> GenerationRequest {
        var prompt = prompts.isEmpty ? [] : prompts[generator.next(below: prompts.count)]
        prompt = Array(prompt.prefix(generator.next(below: prompt.count + 1)))
        prompt += (0...generator.next(below: 70)).map { _ in Int32(generator.next(below: 268)) }
        prompt = Array(prompt.prefix(140))
        let isGreedy = generator.next(below: 3) == 0
        var request = GenerationRequest(
            prompt: prompt,
            sampling: isGreedy
                ? .greedy : SamplingOptions(temperature: 1, topK: 0, topP: 1, seed: generator.next()),
            stops: StopConditions(maximumTokens: generator.next(below: 30)), candidateCount: 5,
            usesCache: generator.next(below: 8) > 0)
        request.priority = generator.next(below: 2)
        return request
    }

    private static func alone(_ request: GenerationRequest) throws -> Known {
        let (tokens, result) = try TinyModel.run(request, context: context)
        return Known(request: request, tokens: tokens, result: try #require(result))
    }

    /// Reads a request to its end, a step whenever nothing is there.
    private static func read(_ id: Int, _ engine: BatchEngine) throws -> ([GeneratedToken], GenerationResult?) {
        var tokens: [GeneratedToken] = []
        while engine.knows(id) {
            switch try engine.take(id) {
            case .token(let token): tokens.append(token)
            case .finished(let result): return (tokens, result)
            case nil: engine.step()
            }
        }
        return (tokens, nil)
    }

    private static func engine(_ options: EngineOptions, threads: Int = 1) throws -> BatchEngine {
        BatchEngine(
            model: try TinyModel.make(context: context), tokenizer: try TinyModel.tokenizer.get(),
            device: CPUDevice(threadCount: threads), options: options)
    }

    /// Bytes of so many pages.
    private static func bytes(ofPages pages: Int) throws -> Int {
        try TinyModel.make(context: context).configuration.pageShape().byteCount * pages
    }

    @Test(
        "Random joins, cancellations and slow readers, with little memory or much: every text is that of its solo run",
        arguments: 1...10)
    func randomly(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var known: [Known] = []
        for _ in 0..<16 { known.append(try Self.alone(Self.request(&generator, known.map(\.request.prompt)))) }
        let pages = [3, 4, 6, 40][generator.next(below: 4)]
        let engine = try Self.engine(
            EngineOptions(
                cacheByteLimit: Self.bytes(ofPages: pages), keepsPrefixes: generator.next(below: 3) > 0,
                limits: SchedulerLimits(
                    requests: 1 + generator.next(below: 8), tokens: 1 + generator.next(below: 60),
                    chunk: 1 + generator.next(below: 40)), bufferedTokens: 1 + generator.next(below: 4)),
            threads: 1 + generator.next(below: 3))
        var waiting = known, open: [(id: Int, known: Known, tokens: [GeneratedToken])] = [], steps = 0
        while !waiting.isEmpty || !open.isEmpty {
            steps += 1
            try #require(steps < 20_000, "stuck with \(open.count) requests in \(pages) pages")
            if !waiting.isEmpty, generator.next(below: 3) == 0 {
                let next = waiting.removeFirst()
                open.append((try engine.submit(next.request)[0], next, []))
            }
            engine.step()
            for index in open.indices.reversed() where generator.next(below: 3) > 0 {
                if generator.next(below: 60) == 0 { engine.cancel(open[index].id) }
                if generator.next(below: 200) == 0 {
                    engine.forget(open[index].id)
                    open.remove(at: index)
                    continue
                }
                let expected = open[index].known
                switch try engine.take(open[index].id) {
                case .token(let token): open[index].tokens.append(token)
                case .finished(let result):
                    let tokens = open[index].tokens
                    if result.stopReason == .cancelled {
                        #expect(tokens == Array(expected.tokens.prefix(tokens.count)))
                        #expect(result.text == tokens.map(\.text).joined())
                    } else {
                        #expect(tokens == expected.tokens)
                        #expect(result.text == expected.result.text && result.stopReason == expected.result.stopReason)
                    }
                    #expect(result.tokens == tokens.map(\.token))
                    open.remove(at: index)
                case nil: break
                }
            }
        }
        #expect(engine.statistics.usedPages == engine.statistics.keptPages)
        engine.forgetPrefixes()
        #expect(engine.statistics.usedPages == 0)
    }

    @Test("Alone or eight at a time, cold or warm, whole or in chunks, on one thread or two: the same bits")
    func sameBits() throws {
        var generator = SplitMix64(seed: 3)
        var known: [Known] = []
        for _ in 0..<8 { known.append(try Self.alone(Self.request(&generator, known.map(\.request.prompt)))) }
        for (threads, chunk) in [(1, 200), (2, 200), (1, 7), (2, 33)] {
            let engine = try Self.engine(
                EngineOptions(limits: SchedulerLimits(requests: 8, tokens: chunk + 8, chunk: chunk)), threads: threads)
            for round in 0..<2 {
                let ids = try known.map { try engine.submit($0.request)[0] }
                for (id, expected) in zip(ids, known) {
                    let (tokens, result) = try Self.read(id, engine)
                    #expect(tokens == expected.tokens, "\(threads) threads, chunks of \(chunk), round \(round)")
                    if round == 1, expected.request.usesCache, expected.result.tokens.count > 1 {
                        #expect(result?.reusedTokenCount == expected.request.prompt.count - 1)
                    }
                }
            }
        }
    }

    @Test("Several completions read their prompt once, and each is what its seed gives alone")
    func completions() throws {
        var generator = SplitMix64(seed: 4)
        var request = try Self.request(&generator, [])
        request.sampling = SamplingOptions(temperature: 1, topK: 0, topP: 1, seed: 77)
        request.usesCache = true
        request.stops.maximumTokens = 12
        request.prompt = (0..<100).map { _ in Int32(generator.next(below: 268)) }
        for keeps in [true, false] {
            let engine = try Self.engine(EngineOptions(keepsPrefixes: keeps, limits: SchedulerLimits(chunk: 30)))
            let ids = try engine.submit(request, count: 4)
            for (index, id) in ids.enumerated() {
                var single = request
                single.sampling.seed = request.seed(of: index)
                let (tokens, result) = try Self.read(id, engine)
                #expect(tokens == (try Self.alone(single).tokens))
                #expect(result?.reusedTokenCount == (index == 0 ? 0 : 99))
            }
        }
        // Who led may leave before the prompt is read.
        let engine = try Self.engine(EngineOptions(limits: SchedulerLimits(tokens: 10, chunk: 10)))
        let ids = try engine.submit(request, count: 3)
        engine.step()
        engine.forget(ids[0])
        for (index, id) in ids.enumerated().dropFirst() {
            var single = request
            single.sampling.seed = request.seed(of: index)
            #expect(try Self.read(id, engine).0 == Self.alone(single).tokens)
        }
    }

    @Test("Many that begin alike come to their end with little memory, those who are slow too", arguments: 1...12)
    func alike(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let beginning = (0..<130).map { _ in Int32(generator.next(below: 268)) }
        let requests = (0..<10).map { _ in
            var request = GenerationRequest(
                prompt: Array(beginning.prefix(60 + generator.next(below: 70))) + [Int32(generator.next(below: 3))],
                sampling: .greedy, stops: StopConditions(maximumTokens: 1 + generator.next(below: 18)))
            request.priority = generator.next(below: 2)
            return request
        }
        let expected = try requests.map { try TinyModel.run($0, context: Self.context).tokens }
        let engine = try Self.engine(
            EngineOptions(
                cacheByteLimit: Self.bytes(ofPages: 3 + generator.next(below: 5)),
                limits: SchedulerLimits(
                    requests: 1 + generator.next(below: 8), tokens: 8 + generator.next(below: 90),
                    chunk: 4 + generator.next(below: 60)), bufferedTokens: 2))
        var open = try requests.map { (id: try engine.submit($0)[0], tokens: [GeneratedToken]()) }
        for (index, reader) in open.enumerated() where !engine.knows(reader.id) { Issue.record("\(index) is unknown") }
        var steps = 0, left = requests.count
        while left > 0 {
            steps += 1
            try #require(steps < 20_000, "\(left) are stuck")
            engine.step()
            for index in open.indices where generator.next(below: 4) == 0 {
                switch try engine.take(open[index].id) {
                case .token(let token): open[index].tokens.append(token)
                case .finished: left -= 1
                case nil: break
                }
            }
        }
        #expect(open.map(\.tokens) == expected)
        #expect(engine.statistics.usedPages == engine.statistics.keptPages)
    }

    @Test("A slow reader's text waits, and nobody else's")
    func slowReader() throws {
        var generator = SplitMix64(seed: 5)
        var request = try Self.request(&generator, [])
        request.stops.maximumTokens = 20
        let engine = try Self.engine(EngineOptions(bufferedTokens: 2))
        let slow = try engine.submit(request)[0], quick = try engine.submit(request)[0]
        let expected = try Self.alone(request)
        #expect(try Self.read(quick, engine).0 == expected.tokens)
        #expect(!engine.step())
        #expect(engine.statistics.running == 1)
        #expect(try Self.read(slow, engine).0 == expected.tokens)
    }

    @Test("What can never fit is refused with sizes")
    func refusal() throws {
        let engine = try Self.engine(EngineOptions(cacheByteLimit: Self.bytes(ofPages: 2)))
        #expect(engine.contextSize == 128)
        let long = GenerationRequest(prompt: [Int32](repeating: 1, count: 129))
        let refusal = GenerationError.promptBeyondCache(
            promptTokens: 129, cacheTokens: 128, pages: 2, byteLimit: try Self.bytes(ofPages: 2))
        #expect(throws: refusal) { try engine.submit(long) }
        let whole = GenerationRequest(prompt: [Int32](repeating: 1, count: 120), sampling: .greedy)
        let id = try engine.submit(whole)[0]
        #expect(try Self.read(id, engine).1?.stopReason == .contextLimit(128))
        #expect(throws: GenerationError.emptyPrompt) { try engine.submit(GenerationRequest(prompt: []), count: 3) }
        #expect(engine.statistics == EngineStatistics(running: 0, waiting: 0, usedPages: 2, keptPages: 2, pageLimit: 2))
    }
}
