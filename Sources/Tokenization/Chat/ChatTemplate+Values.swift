import Foundations

extension ChatMessage {
    /// This turn as templates expect it: the shape of OpenAI's messages, with arguments as objects.
    var templateValue: JSONValue {
        var members = JSONObject(members: [
            .init(key: "role", value: .string(role.rawValue)), .init(key: "content", value: .string(content)),
        ])
        if !toolCalls.isEmpty { members["tool_calls"] = .array(toolCalls.map(\.templateValue)) }
        members["name"] = toolName.map { .string($0) }
        members["tool_call_id"] = toolCallID.map { .string($0) }
        return .object(members)
    }
}

extension ToolCall {
    var templateValue: JSONValue {
        var members = JSONObject(members: [.init(key: "type", value: "function")])
        members["id"] = id.map { .string($0) }
        members["function"] = ["name": .string(name), "arguments": .object(arguments)]
        return .object(members)
    }
}

extension ToolDefinition {
    var templateValue: JSONValue {
        [
            "type": "function",
            "function": [
                "name": .string(name), "description": .string(description), "parameters": parameters,
            ],
        ]
    }
}
