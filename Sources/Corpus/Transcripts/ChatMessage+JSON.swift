package import Foundations
package import Tokenization

extension ChatMessage {
    /// The message in the shape that OpenAI's have, as ``TranscriptReader`` reads it.
    package var transcriptValue: JSONValue {
        var members: JSONObject = ["role": .string(role.rawValue), "content": .string(content)]
        if !toolCalls.isEmpty {
            members["tool_calls"] = .array(
                toolCalls.map { call in
                    var members: JSONObject = ["type": "function"]
                    members["id"] = call.id.map { .string($0) }
                    members["function"] = ["name": .string(call.name), "arguments": .object(call.arguments)]
                    return .object(members)
                })
        }
        members["name"] = toolName.map { .string($0) }
        members["tool_call_id"] = toolCallID.map { .string($0) }
        return .object(members)
    }
}
