import Foundations
import Tokenization

/// Reads turns with `from` and `value`.
struct ShareGPTMessages {
    private let values: [JSONValue]
    private let shape: TranscriptShape

    init(_ values: [JSONValue], _ shape: TranscriptShape) {
        self.values = values
        self.shape = shape
    }

    func messages() throws(TranscriptError) -> [ChatMessage] {
        var messages: [ChatMessage] = []
        for (index, value) in values.enumerated() { messages.append(try message(value, turn: index + 1)) }
        return messages
    }

    private func message(_ value: JSONValue, turn: Int) throws(TranscriptError) -> ChatMessage {
        guard let speaker = value["from"]?.string else {
            throw shape.failure(.unknownRole, "turn \(turn) has no \"from\"")
        }
        guard let text = value["value"]?.string else {
            throw shape.failure(.unknownShape, "turn \(turn) has no string \"value\"")
        }
        switch speaker {
        case "system": return .system(text)
        case "human", "user": return .user(text)
        case "gpt", "assistant": return .assistant(text)
        case "observation", "tool": return ChatMessage(role: .tool, content: text)
        case "function_call": return ChatMessage(role: .assistant, content: "", toolCalls: try calls(text, turn: turn))
        default:
            throw shape.failure(
                .unknownRole,
                "turn \(turn) is from '\(speaker)'; known are 'system', 'human', 'gpt', 'function_call', 'observation'")
        }
    }

    /// One call or a list of calls, as JSON.
    private func calls(_ text: String, turn: Int) throws(TranscriptError) -> [ToolCall] {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text, source: "function_call")
        } catch {
            throw shape.failure(
                .malformedToolCall, "turn \(turn): the call is no JSON: column \(error.column): \(error.reason)")
        }
        var calls: [ToolCall] = []
        for call in value.array ?? [value] { calls.append(try shape.call(call, id: nil, turn: turn)) }
        return calls
    }
}
