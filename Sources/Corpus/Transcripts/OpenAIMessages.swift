import Foundations
import Tokenization

/// Reads turns with `role` and `content`.
struct OpenAIMessages {
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
        guard let object = value.object else {
            throw shape.failure(.unknownShape, "turn \(turn) is \(value.kind), not an object")
        }
        guard let name = object["role"]?.string else {
            throw shape.failure(.unknownRole, "turn \(turn) has no \"role\"")
        }
        guard let role = ChatRole(rawValue: name) else {
            let known = ChatRole.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw shape.failure(.unknownRole, "turn \(turn) has the role '\(name)'; known are \(known)")
        }
        if let call = object["function_call"], !call.isNull {
            throw shape.failure(.malformedToolCall, "turn \(turn) has a \"function_call\": write it as \"tool_calls\"")
        }
        return ChatMessage(
            role: role, content: try content(object["content"], turn: turn),
            toolCalls: try calls(object["tool_calls"], role, turn: turn),
            toolName: try shape.text(object["name"], "name"),
            toolCallID: try shape.text(object["tool_call_id"], "tool_call_id"))
    }

    /// A text, or an array of parts that are all text.
    private func content(_ value: JSONValue?, turn: Int) throws(TranscriptError) -> String {
        guard let value, !value.isNull else { return "" }
        if let text = value.string { return text }
        guard let parts = value.array else {
            throw shape.failure(.unknownShape, "turn \(turn): its \"content\" is \(value.kind), not a string")
        }
        var content = ""
        for part in parts {
            guard part["type"]?.string == "text", let text = part["text"]?.string else {
                throw shape.failure(.unknownShape, "turn \(turn): a part of its \"content\" is no text")
            }
            content += text
        }
        return content
    }

    private func calls(_ value: JSONValue?, _ role: ChatRole, turn: Int) throws(TranscriptError) -> [ToolCall] {
        guard let value, !value.isNull else { return [] }
        guard let elements = value.array else {
            throw shape.failure(.malformedToolCall, "turn \(turn): its \"tool_calls\" are \(value.kind), not an array")
        }
        guard role == .assistant || elements.isEmpty else {
            throw shape.failure(.malformedToolCall, "turn \(turn): the role '\(role.rawValue)' calls tools")
        }
        var calls: [ToolCall] = []
        for element in elements {
            calls.append(
                try shape.call(element["function"] ?? element, id: try shape.text(element["id"], "id"), turn: turn))
        }
        return calls
    }
}
