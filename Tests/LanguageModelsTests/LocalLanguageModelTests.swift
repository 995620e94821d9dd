import Foundation
import Foundations
import Generation
import LanguageModels
import Synchronization
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

@Suite("A model in this process")
struct LocalLanguageModelTests {
    private static func sampling(_ seed: UInt64) -> SamplingOptions {
        SamplingOptions.unfiltered(seed: seed)
    }

    /// Collects what is streamed.
    private final class Heard: Sendable {
        private let pieces = Mutex<[String]>([])
        func add(_ piece: String) { pieces.withLock { $0.append(piece) } }
        var text: String { pieces.withLock { $0.joined() } }
    }

    /// A conversation of several turns; every response, and what was streamed of it.
    private func converse(
        _ model: LocalLanguageModel, fresh: (() throws -> LocalLanguageModel)? = nil
    ) async throws -> [ModelResponse] {
        var chat = Chat([.system("Read."), .user("the cat")], tools: [TinyChatModel.tool])
        var responses: [ModelResponse] = []
        for turn in 0..<6 {
            let heard = Heard()
            let request = ModelRequest(chat, sampling: Self.sampling(UInt64(turn)), maximumTokens: 40)
            let response = try await (try fresh?() ?? model).respond(to: request, onText: heard.add)
            responses.append(response)
            if let call = response.message.toolCalls.first {
                #expect(heard.text.isEmpty)
                chat.messages += [response.message, .tool("a file", of: call)]
            } else {
                #expect(heard.text == response.message.content || response.message.content.hasPrefix("<tool_call>"))
                chat.messages += [response.message, .user("and the cat \(turn)")]
            }
        }
        return responses
    }

    @Test("A conversation has the same bits with 1, 2 and 3 threads, and with nothing kept from turn to turn")
    func sameBits() async throws {
        let expected = try await converse(TinyChatModel.make(context: 1024))
        for threads in 2...3 {
            #expect(try await converse(TinyChatModel.make(context: 1024, threads: threads)) == expected)
        }
        let fresh = try await converse(
            TinyChatModel.make(context: 1024), fresh: { try TinyChatModel.make(context: 1024) })
        #expect(fresh.map(\.message) == expected.map(\.message))
        #expect(fresh.map(\.promptTokens) == expected.map(\.promptTokens))
        #expect(fresh.allSatisfy { $0.reusedTokens == 0 })
        #expect(expected.dropFirst().allSatisfy { $0.reusedTokens > 10 })
    }

    @Test("Every reply is a text or a call that fits the schema", arguments: 0..<30)
    func replies(seed: UInt64) async throws {
        let model = try TinyChatModel.make(seed: seed % 5)
        let heard = Heard()
        let chat = Chat([.user("the cat")], tools: [TinyChatModel.tool])
        let response = try await model.respond(
            to: ModelRequest(chat, sampling: Self.sampling(seed), maximumTokens: 60), onText: heard.add)
        #expect(response.message.role == .assistant)
        #expect(response.promptTokens == (try model.tokenCount(of: chat)))
        if let call = response.message.toolCalls.first {
            #expect(response.ending == .finished && heard.text.isEmpty && response.message.content.isEmpty)
            #expect(call.name == "read_file")
            try JSONSchema(TinyChatModel.tool.parameters).validate(.object(call.arguments), closed: true)
        } else {
            #expect(!response.message.content.isEmpty || response.ending == .length)
        }
        #expect(response.outputTokens <= 60)
    }

    @Test("A call becomes a message that the template writes as the model did")
    func calls() async throws {
        let encoder = try ChatEncoder(tokenizer: TinyChatModel.tokenizer.get())
        let model = try TinyChatModel.make()
        let chat = Chat([.user("the cat")], tools: [TinyChatModel.tool])
        var found = 0
        for seed: UInt64 in 0..<3000 where found < 3 {
            // Most replies are texts: their first token tells.
            var request = ModelRequest(chat, sampling: Self.sampling(seed), maximumTokens: 1)
            guard try await model.respond(to: request).message.content == "<tool_call>" else { continue }
            request.maximumTokens = 200
            let response = try await model.respond(to: request)
            let call = try #require(response.message.toolCalls.first)
            found += 1
            var next = chat
            next.messages.append(response.message)
            let again = try encoder.encode(next)
            let text = zip(again.tokens, again.isTrained).filter(\.1).map(\.0)
            #expect(try encoder.message(fromGenerated: text) == response.message)
            #expect(text.count <= response.outputTokens)
            try JSONSchema(TinyChatModel.tool.parameters).validate(.object(call.arguments), closed: true)
        }
        #expect(found == 3)
    }

    @Test("A limit cuts a reply, a full context too, and both say so")
    func limits() async throws {
        let model = try TinyChatModel.make(context: 40)
        let request = ModelRequest(Chat([.user("the cat")]), sampling: Self.sampling(3), maximumTokens: 4)
        let short = try await model.respond(to: request)
        #expect(short.ending == .length && short.outputTokens == 4)
        let count = try #require(try model.tokenCount(of: request.chat))
        let long = try await model.respond(to: ModelRequest(request.chat, sampling: Self.sampling(3)))
        #expect(long.ending == .finished || long.promptTokens + long.outputTokens == 40)
        #expect(long.promptTokens == count)
        let tooLong = ModelRequest(Chat([.user(String(repeating: "zq", count: 40))]))
        await #expect(throws: LanguageModelError.self) { try await model.respond(to: tooLong) }
    }

    @Test("Cancelling ends a reply with what there is")
    func cancellation() async throws {
        let model = try TinyChatModel.make(context: 4096)
        let task = Task {
            try await model.respond(to: ModelRequest(Chat([.user("the cat")]), sampling: Self.sampling(1))) { _ in
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        let response = try await task.value
        #expect(response.ending == .cancelled && !response.message.content.isEmpty)
    }

    @Test("Conversations that end with the assistant, or have no message, are refused")
    func refusals() async throws {
        let model = try TinyChatModel.make()
        await #expect(throws: LanguageModelError.nothingToAnswer) { try await model.respond(to: ModelRequest(Chat())) }
        await #expect(throws: LanguageModelError.ownTurn) {
            try await model.respond(to: ModelRequest(Chat([.user("a"), .assistant("b")])))
        }
    }

    @Test("A model directory is loaded with its template; without one, the error says what to do")
    func directory() async throws {
        let folder = try TemporaryDirectory()
        let directory = folder.file("model")
        let tokenizer = try TinyChatModel.tokenizer.get()
        try tokenizer.save(directory: directory)
        try TinyChatModel.weights(context: 256, seed: 1).save(to: directory)
        let error = #expect(throws: LanguageModelError.self) { try LocalLanguageModel(directory: directory) }
        #expect(error.map { "\($0)".contains("martlet train sft") && "\($0)".contains("martlet generate") } == true)
        try ChatTemplate.standard.save(directory: directory)
        let request = ModelRequest(Chat([.user("the cat")]), sampling: Self.sampling(5), maximumTokens: 20)
        let loaded = try LocalLanguageModel(directory: folder.url)
        #expect(
            try await loaded.respond(to: request) == (try await TinyChatModel.make(context: 256).respond(to: request)))
        #expect(loaded.contextSize == 256)
    }
}
