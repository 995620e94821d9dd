import Foundations
import LanguageModels
import ScriptedModels
import Testing
import Tokenization

@Suite("The scripted model of the tests")
struct ScriptedLanguageModelTests {
    @Test("It takes its turns in order and remembers what it was asked")
    func turns() async throws {
        let model = ScriptedLanguageModel([.call("read", ["path": "a"]), .text("done")])
        var chat = Chat([.user("hello")])
        let first = try await model.respond(to: ModelRequest(chat))
        let call = try #require(first.message.toolCalls.first)
        chat.messages += [first.message, .tool("text", of: call)]
        #expect(try await model.respond(to: ModelRequest(chat)).message == .assistant("done"))
        #expect(model.isFinished && model.requests.map(\.chat.messages.count) == [1, 3])
        await #expect(throws: ScriptedLanguageModel.ScriptError.unexpectedRequest(number: 3)) {
            try await model.respond(to: ModelRequest(chat))
        }
    }

    @Test("A call without its result, and a result without a call, are errors")
    func pairs() async throws {
        let call = ToolCall(id: "1", name: "read", arguments: [:])
        for (messages, error) in [
            (
                [.user("a"), .assistant(calling: call), .user("b")],
                ScriptedLanguageModel.ScriptError.unanswered(call: "read")
            ),
            ([.user("a"), .tool("text", of: call)], .resultWithoutCall(result: "text")),
            ([.user("a"), .assistant("b")], .ownTurn),
        ] as [([ChatMessage], ScriptedLanguageModel.ScriptError)] {
            let model = ScriptedLanguageModel([.text("x")])
            await #expect(throws: error) { try await model.respond(to: ModelRequest(Chat(messages))) }
        }
    }
}
