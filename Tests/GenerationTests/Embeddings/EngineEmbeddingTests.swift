import Foundations
import Generation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("Vectors of texts from a model that writes")
struct EngineEmbeddingTests {
    private static let context = 200
    private static let poolings = PoolingMode.allCases.map { Pooling([$0]) } + [Pooling([.lastToken, .mean])]

    private static func engine(
        pages: Int = 200, threads: Int = 1, chunk: Int = 128, keeps: Bool = true, precision: Precision = .float32
    ) throws -> BatchEngine {
        let model = try TinyModel.make(context: context)
        return BatchEngine(
            model: model, tokenizer: try TinyModel.tokenizer.get(), device: CPUDevice(threadCount: threads),
            precision: precision,
            options: EngineOptions(
                cacheByteLimit: pages * model.configuration.pageShape(.float32).byteCount, keepsPrefixes: keeps,
                limits: SchedulerLimits(tokens: chunk + 8, chunk: chunk)))
    }

    private static func texts(_ seed: UInt64) -> [EmbeddingRequest] {
        var generator = SplitMix64(seed: seed)
        let beginning = (0..<100).map { _ in Int32(generator.next(below: 268)) }
        return (0..<12).map { index in
            let own = (0..<1 + generator.next(below: 80)).map { _ in Int32(generator.next(below: 268)) }
            return EmbeddingRequest(
                tokens: beginning.prefix(generator.next(below: 101)) + own,
                pooling: poolings[index % poolings.count], normalizes: index % 2 == 0)
        }
    }

    /// The vector by the book: the states of the whole text at once, and plain sums.
    private static func reference(_ request: EmbeddingRequest, _ precision: Precision = .float32) throws -> [Float] {
        let model = try TinyModel.make(context: context)
        let tape = Tape(device: CPUDevice(threadCount: 1), mode: .generation, precision: precision)
        let sequence = KVSequence(pool: KVPool(shape: model.configuration.pageShape(.float32), pageLimit: 4))
        let chunk = SequenceChunk(tokens: request.tokens, sequence: sequence, rows: .none, wantsStates: true)
        let states = try model.outputs(of: [chunk], tape: tape).states[0], floats = states.values
        let count = states.rows, width = states.columns
        var vector: [Float] = []
        for mode in request.pooling.modes {
            vector += (0..<width).map { column in
                let values = (0..<count).map { floats[$0 * width + column] }
                let sum = values.reduce(0, +)
                return switch mode {
                case .cls: values[0]
                case .lastToken: values[count - 1]
                case .max: values.max()!
                case .mean: sum / Float(count)
                case .meanSqrtLength: sum / Float(count).squareRoot()
                case .weightedMean:
                    values.enumerated().reduce(0) { $0 + $1.element * Float($1.offset + 1) }
                        / (Float(count) * Float(count + 1) / 2)
                }
            }
        }
        guard request.normalizes else { return vector }
        let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        return vector.map { $0 * (1 / Float(length)) }
    }

    private static func run(
        _ engine: BatchEngine, _ requests: [EmbeddingRequest], beside texts: [GenerationRequest] = []
    ) throws -> (vectors: [[Float]], texts: [[Int32]]) {
        var vectors = [[Float]?](repeating: nil, count: requests.count), tokens = texts.map { _ in [Int32]() }
        let writers = try texts.map { try engine.submit($0)[0] }
        let ids = try requests.map { try engine.submit($0) }
        var steps = 0
        while vectors.contains(where: { $0 == nil }) || writers.contains(where: engine.knows) {
            steps += 1
            try #require(steps < 20_000, "somebody is stuck")
            engine.step()
            for (index, id) in ids.enumerated() where vectors[index] == nil {
                if case .embedding(let vector) = try engine.answer(of: id) { vectors[index] = vector }
            }
            for (index, id) in writers.enumerated() {
                while case .token(let token) = try engine.take(id) { tokens[index].append(token.token) }
            }
        }
        #expect(engine.statistics.usedPages == engine.statistics.keptPages)
        return (vectors.compactMap { $0 }, tokens)
    }

    @Test("Each vector is that of its text alone, in any pieces, beside texts that are written, on any threads")
    func sameBits() throws {
        let requests = Self.texts(1), expected = try requests.map { try Self.reference($0) }
        let writing = (0..<5).map { seed in
            GenerationRequest(
                prompt: Array(requests[seed].tokens.prefix(70)), sampling: SamplingOptions(seed: UInt64(seed)),
                stops: StopConditions(maximumTokens: 20))
        }
        let alone = try writing.map { try TinyModel.run($0, context: Self.context).tokens.map(\.token) }
        for (threads, chunk) in [(1, 200), (2, 64), (2, 9)] {
            let engine = try Self.engine(threads: threads, chunk: chunk)
            for _ in 0..<2 {
                let result = try Self.run(engine, requests, beside: writing)
                #expect(result.vectors == expected && result.texts == alone)
            }
        }
        let few = try Self.run(Self.engine(pages: 7, chunk: 30), requests, beside: writing)
        #expect(few.vectors == expected && few.texts == alone)
    }

    @Test("In bfloat16 the states are widened, and chunks change no bit")
    func bfloat16() throws {
        let requests = Self.texts(2), expected = try requests.map { try Self.reference($0, .bfloat16) }
        #expect(try Self.run(Self.engine(chunk: 13, precision: .bfloat16), requests).vectors == expected)
    }

    @Test("The last token's state alone takes what is there of its text; means read it all, and keep nothing")
    func prefixes() throws {
        let engine = try Self.engine()
        let tokens = (0..<150).map { Int32($0 * 7 % 268) }
        let last = EmbeddingRequest(tokens: tokens, pooling: Pooling([.lastToken]))
        let mean = EmbeddingRequest(tokens: tokens)
        #expect(try Self.run(engine, [mean]).vectors == [Self.reference(mean)])
        #expect(engine.statistics.keptPages == 0)
        for _ in 0..<2 {
            #expect(try Self.run(engine, [last, mean]).vectors == [last, mean].map { try Self.reference($0) })
        }
        #expect(engine.statistics.keptPages == 3)
        // Texts begin with what the vector has left.
        let request = GenerationRequest(prompt: tokens, sampling: .greedy, stops: StopConditions(maximumTokens: 3))
        let id = try engine.submit(request)[0]
        var result: GenerationResult?
        while result == nil {
            if case .finished(let found) = try engine.take(id) { result = found } else { engine.step() }
        }
        #expect(result?.reusedTokenCount == 149)
        #expect(result?.tokens == (try TinyModel.run(request, context: Self.context).tokens.map(\.token)))
    }

    @Test("A generator gives the vectors of many texts in their order, and tells what it has done")
    func generator() async throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let generator = try Generator(model: TinyModel.make(context: Self.context), tokenizer: tokenizer)
        let texts = (0..<150).map { "the cat sat on \($0) mats" }
        let done = Counter()
        let embeddings = try await generator.embeddings(of: texts) { done.note($0) }
        #expect(embeddings.count == 150 && done.last == 150)
        for index in stride(from: 0, to: 150, by: 29) {
            let request = EmbeddingRequest(tokens: try generator.tokens(of: texts[index]))
            #expect(try embeddings[index].vector == Self.reference(request))
            #expect(embeddings[index].tokenCount == request.tokens.count && !embeddings[index].isTruncated)
            #expect(try await generator.embedding(of: request) == embeddings[index].vector)
        }
        let long = String(repeating: "x", count: 201)
        await #expect(throws: GenerationError.promptTooLong(promptTokens: 201, contextSize: 200)) {
            try await generator.embeddings(of: ["the cat", long])
        }
        await #expect(throws: GenerationError.emptyPrompt) {
            try await generator.embedding(of: EmbeddingRequest(tokens: []))
        }
        let statistics = await generator.statistics
        #expect(statistics.running == 0 && statistics.waiting == 0)
    }

    @Test("A vector that is given up is forgotten with all that it held")
    func cancelled() async throws {
        let engine = try Self.engine(chunk: 8)
        let id = try engine.submit(EmbeddingRequest(tokens: [Int32](repeating: 65, count: 100)))
        engine.step()
        #expect(engine.statistics.running == 1)
        engine.cancel(id)
        #expect(throws: CancellationError.self) { try engine.answer(of: id) }
        #expect(!engine.knows(id) && engine.statistics.usedPages == 0)
        let generator = try Generator(
            model: TinyModel.make(context: Self.context), tokenizer: TinyModel.tokenizer.get())
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await generator.embeddings(of: (0..<100).map { "the hat \($0)" })
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await generator.statistics.waiting == 0)
    }

    /// The last number that was told.
    private final class Counter: @unchecked Sendable {
        // Unchecked: it is told and asked in one task, one after another.
        private(set) var last = 0
        func note(_ number: Int) { last = number }
    }
}
