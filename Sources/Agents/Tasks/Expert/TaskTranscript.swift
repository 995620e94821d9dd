public import Foundations
public import Tokenization

/// Conversations in the shape that OpenAI's chat API gave the field: `{"messages": […], "tools": […]}`.
public enum TaskTranscript {
    /// The document of a conversation.
    ///
    /// - Parameter includesTools: whether the definitions of the tools are part of it.
    public static func document(_ chat: Chat, includesTools: Bool = true) -> JSONValue {
        var document: JSONObject = ["messages": .array(chat.messages.map(message))]
        if includesTools { document["tools"] = .array(chat.tools.map(tool)) }
        return .object(document)
    }

    /// What is said in a conversation, a turn a line, for a vocabulary to be trained on.
    public static func text(_ chat: Chat) -> String {
        var lines: [String] = []
        for message in chat.messages {
            if !message.content.isEmpty { lines.append(message.content) }
            for call in message.toolCalls {
                // As templates write it: with a space after each sign.
                let arguments = call.arguments.members.map { "\"\($0.key)\": \($0.value.serialized())" }
                lines.append(
                    "{\"name\": \"\(call.name)\", \"arguments\": {" + arguments.joined(separator: ", ") + "}}")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func message(_ message: ChatMessage) -> JSONValue {
        var object: JSONObject = ["role": .string(message.role.rawValue)]
        object["content"] = message.toolCalls.isEmpty || !message.content.isEmpty ? .string(message.content) : .null
        if !message.toolCalls.isEmpty { object["tool_calls"] = .array(message.toolCalls.map(call)) }
        if let name = message.toolName { object["name"] = .string(name) }
        if let id = message.toolCallID { object["tool_call_id"] = .string(id) }
        return .object(object)
    }

    /// A call; its arguments are a text that holds JSON.
    private static func call(_ call: ToolCall) -> JSONValue {
        let function: JSONValue = [
            "name": .string(call.name), "arguments": .string(JSONValue.object(call.arguments).serialized()),
        ]
        var object: JSONObject = [:]
        if let id = call.id { object["id"] = .string(id) }
        object["type"] = "function"
        object["function"] = function
        return .object(object)
    }

    static func tool(_ tool: ToolDefinition) -> JSONValue {
        let function: JSONValue = [
            "name": .string(tool.name), "description": .string(tool.description), "parameters": tool.parameters,
        ]
        return ["type": "function", "function": function]
    }
}
