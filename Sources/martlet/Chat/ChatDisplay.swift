import Foundation
import Foundations
import LanguageModels
import Tokenization

/// Prints a conversation: to a person at a terminal, as plain replies, or as JSON Lines.
struct ChatDisplay: Sendable {
    enum Style: Sendable {
        case terminal, plain, json
    }

    let style: Style

    /// A piece of a reply, as it becomes certain.
    func piece(_ text: String) {
        guard style != .json else { return }
        print(style == .terminal ? text.harmless : text, terminator: "")
        fflush(nil)
    }

    /// The end of a reply.
    func finish(_ response: ModelResponse, tokensLeft: Int?) {
        guard style == .json else {
            for call in response.message.toolCalls { print("[calls \(call.name) \(JSONValue.object(call.arguments))]") }
            print()
            fflush(nil)
            return
        }
        line([
            "message": TranscriptFile.value(response.message), "ending": .string(response.ending.rawValue),
            "prompt_tokens": .integer(response.promptTokens), "reused_tokens": .integer(response.reusedTokens),
            "output_tokens": .integer(response.outputTokens), "tokens_left": tokensLeft.map { .integer($0) } ?? .null,
        ])
    }

    /// Something the program has to say.
    func note(_ text: String) {
        switch style {
        case .terminal:
            print(text.harmless)
            fflush(nil)
        case .plain: StatusLine.note(text)
        case .json: line(["note": .string(text)])
        }
    }

    /// What the model will no longer see, before it is so.
    func announce(_ dropped: [ChatMessage], tokens: Int, capacity: Int, reserve: Int) {
        let reason =
            "the conversation has \(tokens) tokens, and \(capacity) fit with \(reserve) left for the reply; "
            + "the model will no longer see:"
        if style == .json {
            line(["note": .string(reason), "dropped": .array(dropped.map(TranscriptFile.value))])
        } else {
            note(([reason] + dropped.map { "  \(Self.summary($0))" }).joined(separator: "\n"))
        }
    }

    /// A message in a line.
    static func summary(_ message: ChatMessage) -> String {
        var text = message.content.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for call in message.toolCalls { text += "[calls \(call.name)]" }
        return "\(message.role.rawValue): " + (text.count > 60 ? "\(text.prefix(57))..." : text)
    }

    private func line(_ object: JSONObject) {
        print(JSONValue.object(object).serialized())
        fflush(nil)
    }
}
