import Foundation
import Generation
import TestSupport
import Testing
import Tokenization
import Transformer

@Suite("Generating asynchronously")
struct GeneratorTests {
    static func generator() throws -> Generator {
        try Generator(model: TinyModel.make(), tokenizer: TinyModel.tokenizer.get())
    }

    static func request(_ text: String, seed: UInt64 = 7, count: Int = 20) throws -> GenerationRequest {
        GenerationRequest(
            prompt: try TinyModel.tokenizer.get().encode(text),
            sampling: .unfiltered(seed: seed),
            stops: StopConditions(maximumTokens: count))
    }

    @Test("The stream's events are the loop's tokens, and one last event with the result")
    func eventsMatchLoop() async throws {
        let request = try Self.request("the cat")
        let (expected, result) = try TinyModel.run(request)
        var tokens: [GeneratedToken] = []
        var finished: [GenerationResult] = []
        for try await event in try Self.generator().stream(request) {
            switch event {
            case .token(let token): tokens.append(token)
            case .finished(let result): finished.append(result)
            }
        }
        #expect(tokens == expected)
        #expect(finished.count == 1)
        #expect(finished.first?.text == result?.text)
        #expect(finished.first?.stopReason == .tokenLimit(20))
    }

    @Test("Two streams of one generator, read in turns, do not disturb each other")
    func interleaved() async throws {
        let generator = try Self.generator()
        let requests = try [Self.request("the cat"), Self.request("a hat", seed: 3)]
        var alone: [[GenerationEvent]] = []
        for request in requests {
            var events: [GenerationEvent] = []
            for try await event in generator.stream(request) { events.append(event) }
            alone.append(events)
        }
        let first = generator.stream(requests[0]).makeAsyncIterator()
        let second = generator.stream(requests[1]).makeAsyncIterator()
        for index in 0..<20 {
            #expect(try await first.next() == alone[0][index])
            #expect(try await second.next() == alone[1][index])
        }
    }

    @Test("Many tasks at once get what each would get alone")
    func concurrent() async throws {
        let generator = try Self.generator()
        let expected = try TinyModel.run(Self.request("the")).result?.tokens
        try await withThrowingTaskGroup(of: [Int32].self) { group in
            for _ in 0..<8 {
                let request = try Self.request("the")
                group.addTask { try await generator.generate(request).tokens }
            }
            for try await tokens in group { #expect(tokens == expected) }
        }
    }

    @Test("A cancelled task gets the result so far, with the reason")
    func cancellation() async throws {
        let generator = try Self.generator()
        let request = try Self.request("the cat")
        let task = Task {
            var tokens: [Int32] = []
            for try await event in generator.stream(request) {
                switch event {
                case .token(let token):
                    tokens.append(token.token)
                    if tokens.count == 3 { withUnsafeCurrentTask { $0?.cancel() } }
                case .finished(let result):
                    return (tokens, Optional(result))
                }
            }
            return (tokens, nil)
        }
        let (tokens, result) = try await task.value
        #expect(tokens.count == 3)
        #expect(result?.tokens == tokens)
        #expect(result?.stopReason == .cancelled)
    }

    @Test("After the last event, and after an error, the stream has ended")
    func ends() async throws {
        let iterator = try Self.generator().stream(Self.request("the", count: 1)).makeAsyncIterator()
        guard case .token = try await iterator.next(), case .finished = try await iterator.next() else {
            Issue.record("expected a token and the result")
            return
        }
        #expect(try await iterator.next() == nil)
        let failing = try Self.generator().stream(GenerationRequest(prompt: [])).makeAsyncIterator()
        await #expect(throws: GenerationError.emptyPrompt) { try await failing.next() }
        #expect(try await failing.next() == nil)
    }

    @Test("A tokenizer with more tokens than the model is refused")
    func vocabularyMismatch() throws {
        let tokenizer = Tokenizer(
            characterVocabularyOf: String((0x4E00..<0x4F80).map { Character(Unicode.Scalar($0)!) }))
        let known = try TinyModel.tokenizer.get().vocabularySize
        #expect(throws: GenerationError.vocabularyMismatch(tokenizer: tokenizer.vocabularySize, model: known)) {
            try Generator(model: TinyModel.make(), tokenizer: tokenizer)
        }
    }

    @Test("A model is found in its directory, in the folder of its run, and nowhere else")
    func directories() async throws {
        let folder = try TemporaryDirectory()
        #expect(throws: GenerationError.noModel(path: folder.url.path)) { try Generator(directory: folder.url) }
        try TinyModel.make().save(to: folder.file("model"))
        try TinyModel.tokenizer.get().save(directory: folder.file("model"))
        let request = try Self.request("the cat")
        let expected = try TinyModel.run(request).result?.tokens
        for url in [folder.url, folder.file("model")] {
            #expect(try await Generator(directory: url).generate(request).tokens == expected)
        }
    }

    @Test("The computation runs on a thread of its own")
    func ownThread() async throws {
        let probe = ThreadProbe()
        for _ in 0..<3 { #expect(await probe.threadName == "martlet-probe") }
    }
}

/// An actor that says on which thread it runs.
private actor ThreadProbe {
    private let thread = EngineThread(name: "martlet-probe")

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    var threadName: String? { Thread.current.name }
}
