import Agents
import Foundation
import Foundations
import LanguageModels
import TestSupport
import Testing
import Tokenization

@Suite("A scripted model")
struct ScriptedAgentModelTests {
    private func model(_ text: String) throws -> ScriptedAgentModel {
        let folder = try TemporaryDirectory()
        try Data(text.utf8).write(to: folder.file("script.jsonl"))
        return try ScriptedAgentModel(contentsOf: folder.file("script.jsonl"))
    }

    @Test("Its turns follow from the conversation")
    func turns() async throws {
        let model = try model(
            """
            {"tool": "read_file", "arguments": {"path": "a"}, "output_tokens": 9}

            {"answer": "done"}
            """)
        let first = try await model.respond(to: ModelRequest(Chat([.user("go")])))
        let call = ToolCall(name: "read_file", arguments: ["path": "a"])
        #expect(first.message == .assistant(calling: call) && first.outputTokens == 9)
        let chat = Chat([.user("go"), first.message, .tool("x", of: call)])
        let second = try await model.respond(to: ModelRequest(chat))
        #expect(second.message == .assistant("done"))
        await #expect(throws: ScriptError.ended(turns: 2)) {
            _ = try await model.respond(
                to: ModelRequest(Chat(chat.messages + [second.message, .user("and?")])))
        }
    }

    @Test("A call without its observation, and an observation without its call, are refused")
    func broken() async throws {
        let model = ScriptedAgentModel([.answer("a"), .answer("b"), .answer("c")])
        let call = ToolCall(name: "t", arguments: [:])
        for messages in [
            [.user("u"), .assistant(calling: call)], [.user("u"), .tool("x", of: call)],
            [.user("u"), .assistant(calling: call), .user("well?")],
            [.user("u"), .assistant(calling: call), .tool("x", of: ToolCall(name: "other", arguments: [:]))],
        ] as [[ChatMessage]] {
            await #expect(throws: ScriptError.brokenConversation(message: 2 + (messages.count > 2 ? 1 : 0))) {
                _ = try await model.respond(to: ModelRequest(Chat(messages)))
            }
        }
    }

    @Test(
        "A line that is no turn is named",
        arguments: [
            #"{"answer": 7}"#, #"{"tool": "t", "answer": "a"}"#, #"{}"#, #"[]"#, #"{"tool": "t", "arguments": 1}"#,
            #"{"answer": "a", "output_tokens": -1}"#, #"{"answer": "a", "more": 1}"#,
        ])
    func badTurns(line: String) {
        do {
            _ = try model("{\"answer\": \"fine\"}\n" + line)
            Issue.record("\(line) was taken")
        } catch {
            #expect("\(error)".contains("script.jsonl:2: this is no turn of a script"), "\(error)")
        }
    }
}
