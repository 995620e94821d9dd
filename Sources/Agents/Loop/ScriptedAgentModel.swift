public import Foundation
import Foundations
public import LanguageModels
public import Tokenization

/// A model without weights: it takes the turns of a script, in order. For trying tools, and for tests.
///
/// Which turn is next follows from the conversation alone, so a run that is resumed goes on where it was. A script is a
/// file of JSON lines, each `{"tool": "read_file", "arguments": {"path": "a.txt"}}` or `{"answer": "It says 7."}`; with
/// `"output_tokens": n` a turn counts as that many tokens.
public struct ScriptedAgentModel: LanguageModel {
    public let name: String
    public var contextSize: Int? { nil }
    private let turns: [ScriptedTurn]

    /// A model that takes these turns.
    public init(_ turns: [ScriptedTurn], name: String = "script") {
        self.turns = turns
        self.name = name
    }

    /// Reads a script.
    ///
    /// - Throws: ``ScriptError`` naming the line, or `FileError`.
    public init(contentsOf url: URL) throws {
        let bytes = try MappedFile(url).withBytes { Array($0) }
        var turns: [ScriptedTurn] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) {
            let value = try JSONValue(parsing: Array(line), source: url.path, firstLine: index + 1)
            turns.append(try ScriptedTurn(value, path: url.path, line: index + 1))
        }
        self.init(turns, name: "script \(url.lastPathComponent)")
    }

    public func tokenCount(of chat: Chat) -> Int? { nil }

    /// Takes the next turn of the script.
    ///
    /// - Throws: ``ScriptError`` where there is none, or where a call of the conversation has no observation.
    public func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse {
        try Self.checkObservations(request.chat)
        let index = request.chat.messages.count { $0.role == .assistant }
        guard index < turns.count else { throw ScriptError.ended(turns: turns.count) }
        let turn = turns[index]
        if !turn.message.content.isEmpty { onText(turn.message.content) }
        return ModelResponse(
            message: turn.message, ending: .finished, promptTokens: 0, outputTokens: turn.outputTokens)
    }

    /// A conversation in which a call was left without its observation would mislead any model.
    private static func checkObservations(_ chat: Chat) throws(ScriptError) {
        var waiting: [ToolCall] = []
        for (index, message) in chat.messages.enumerated() {
            if message.role == .tool, let call = waiting.first, call.name == message.toolName {
                waiting.removeFirst()
            } else if message.role == .tool || !waiting.isEmpty {
                throw .brokenConversation(message: index + 1)
            }
            waiting += message.toolCalls
        }
        if !waiting.isEmpty { throw .brokenConversation(message: chat.messages.count) }
    }
}
