import Generation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("What an engine refuses, with sizes and limits")
struct BadInputTests {
    private static func engine(context: Int = 96, bytes: Int? = nil) throws -> BatchEngine {
        BatchEngine(
            model: try TinyModel.make(context: context), tokenizer: try TinyModel.tokenizer.get(),
            options: EngineOptions(cacheByteLimit: bytes))
    }

    private static func request(_ count: Int, _ change: (inout GenerationRequest) -> Void = { _ in })
        -> GenerationRequest
    {
        var request = GenerationRequest(prompt: [Int32](repeating: 65, count: count))
        change(&request)
        return request
    }

    @Test("A prompt longer than the context is refused with both sizes, before anything is computed")
    func promptTooLong() throws {
        let engine = try Self.engine()
        let error = #expect(throws: GenerationError.promptTooLong(promptTokens: 97, contextSize: 96)) {
            try engine.submit(Self.request(97))
        }
        #expect(error.map { "\($0)".contains("97 tokens") && "\($0)".contains("holds 96") } == true)
        #expect(engine.statistics.waiting == 0)
    }

    @Test("An empty prompt is refused")
    func emptyPrompt() throws {
        let error = #expect(throws: GenerationError.emptyPrompt) { try Self.engine().submit(Self.request(0)) }
        #expect(error.map { "\($0)".contains("give it some text") } == true)
    }

    @Test("Sampling values out of range are refused with the value and the range")
    func samplingRange() throws {
        let engine = try Self.engine()
        let error = #expect(throws: SamplingError.self) {
            try engine.submit(Self.request(3) { $0.sampling = SamplingOptions(topP: 1.5) })
        }
        #expect(error.map { "\($0)".contains("top-p is 1.5") } == true)
        #expect(engine.statistics.waiting == 0)
    }

    @Test("A bias for a token that the model does not know is refused with the size of the vocabulary")
    func unknownBias() throws {
        let size = try TinyModel.tokenizer.get().vocabularySize
        #expect(throws: SamplingError.unknownToken(Int32(size), vocabularySize: size)) {
            try Self.engine().submit(Self.request(3) { $0.sampling.logitBias = [Int32(size): 1] })
        }
    }

    @Test("A constraint of another vocabulary ends its request with both sizes, and no other request")
    func otherVocabulary() throws {
        let engine = try Self.engine(), size = try TinyModel.tokenizer.get().vocabularySize
        let constraint = OtherVocabulary(size: size - 1)
        let bad = try engine.submit(Self.request(3) { $0.constraint = constraint })[0]
        let good = try engine.submit(Self.request(3) { $0.stops.maximumTokens = 2 })[0]
        engine.step()
        #expect(throws: ConstraintError.vocabularyMismatch(constraint: size - 1, model: size)) {
            try engine.take(bad)
        }
        #expect(!engine.knows(bad) && engine.knows(good))
    }

    @Test("A prompt that the memory for keys and values can never hold is refused with tokens, pages and bytes")
    func memory() throws {
        let bytes = try TinyModel.make(context: 300).configuration.pageShape(.float32).byteCount * 2
        let engine = try Self.engine(context: 300, bytes: bytes)
        let refusal = GenerationError.promptBeyondCache(
            promptTokens: 129, cacheTokens: 128, pages: 2, byteLimit: bytes)
        #expect(throws: refusal) { try engine.submit(Self.request(129)) }
        for size in ["129 tokens", "room for 128", "2 pages", "\(bytes) bytes"] {
            #expect("\(refusal)".contains(size))
        }
        #expect(throws: GenerationError.promptTooLong(promptTokens: 301, contextSize: 128)) {
            try engine.submit(Self.request(301))
        }
        #expect("\(KVPoolError.full(needed: 3, free: 1, limit: 2))".contains("3 more pages"))
    }

    /// A constraint made for fewer tokens than the model has.
    private struct OtherVocabulary: TokenConstraint {
        let size: Int
        var isComplete: Bool { false }
        func allowedTokens() -> TokenMask { TokenMask(vocabularySize: size) }
        mutating func accept(_ token: Int32) -> Bool { true }
    }
}
