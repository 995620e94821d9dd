import Evaluation
import Testing
import Tokenization

@Suite("Generation until something ends it")
struct CompletionTests {
    private static let requests = ["the cat", "the hat and", "z", "the mat, the", "", "it"].map {
        CompletionRequest(prompt: .text($0), maximumTokens: 12)
    }

    @Test("No token depends on the size of the batch or on the threads", arguments: [1, 2], [1, 3, 8])
    func batches(threads: Int, batch: Int) async throws {
        let alone = try TinyModel.measured(batch: 1)
        var expected: [Completion] = []
        for request in Self.requests { expected += try await alone.completions(of: [request]) }
        let model = try TinyModel.measured(batch: batch, threads: threads)
        #expect(try await model.completions(of: Self.requests) == expected)
        #expect(expected.contains { $0.tokenCount == 12 })
    }

    @Test("A stop string ends the text and is no part of it")
    func stops() async throws {
        let model = try TinyModel.measured()
        let whole = try await model.completions(of: [Self.requests[0]])[0].text
        let stop = String(try #require(whole.last { $0.isASCII }))
        let request = CompletionRequest(prompt: .text("the cat"), stopStrings: [stop], maximumTokens: 12)
        let completion = try await model.completions(of: [request])[0]
        #expect(completion.text == String(whole[..<(whole.firstRange(of: stop)?.lowerBound ?? whole.endIndex)]))
        #expect(completion.ending == "stop_string")
    }

    @Test("A prompt that leaves no room for the text loses its beginning, and the answer says how much")
    func longPrompt() async throws {
        let model = try TinyModel.measured(context: 32)
        let tokenizer = try TinyModel.tokenizer.get()
        let prompt = String(repeating: "the hat ", count: 20), count = tokenizer.encode(prompt).count
        let completion = try await model.completions(of: [
            CompletionRequest(prompt: .text(prompt), maximumTokens: 8)
        ])[0]
        #expect(completion.cutTokens == count - 24 && completion.tokenCount == 8)
    }

    @Test("A conversation needs a chat template")
    func conversations() async throws {
        let request = CompletionRequest(prompt: .chat([.user("the cat")]), maximumTokens: 4)
        await #expect(throws: EvaluationError.noChatTemplate(model: "tiny")) {
            try await TinyModel.measured().completions(of: [request])
        }
        let model = try TinyModel.measured(chats: true)
        let encoder = try #require(model.encoder)
        let rendered = try encoder.encode(Chat([.user("the cat")]), addingGenerationPrompt: true).tokens
        let completion = try await model.completions(of: [request])[0]
        #expect(completion.cutTokens == 0 && rendered.count > 3)
        let plain = try await model.completions(of: [CompletionRequest(prompt: .text("the cat"), maximumTokens: 4)])
        #expect(plain[0] != completion)
    }
}
