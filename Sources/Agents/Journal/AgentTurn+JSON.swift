import Foundations
import LanguageModels
import Tokenization

extension AgentTurn {
    /// The turn as a journal has it.
    var json: JSONObject {
        var object: JSONObject = ["content": .string(message.content)]
        if !message.toolCalls.isEmpty { object["tool_calls"] = .array(message.toolCalls.map { .object($0.json) }) }
        object["ending"] = .string(ending.rawValue)
        object["prompt_tokens"] = .integer(promptTokens)
        object["output_tokens"] = .integer(outputTokens)
        object["seconds"] = .seconds(seconds)
        return object
    }

    init(_ reader: EventReader) throws(EventError) {
        var calls: [ToolCall] = []
        if reader.has("tool_calls") {
            for value in try reader.array("tool_calls") {
                calls.append(try ToolCall(EventReader(value, "a tool call")))
            }
        }
        self.init(
            message: ChatMessage(role: .assistant, content: try reader.string("content"), toolCalls: calls),
            ending: try reader.word("ending"), promptTokens: try reader.int("prompt_tokens"),
            outputTokens: try reader.int("output_tokens"), seconds: try reader.double("seconds"))
    }
}

extension ToolCall {
    /// The call as a journal has it.
    var json: JSONObject {
        var object: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
        object["id"] = id.map(JSONValue.string)
        return object
    }

    init(_ reader: EventReader) throws(EventError) {
        self.init(
            id: reader.has("id") ? try reader.string("id") : nil, name: try reader.string("name"),
            arguments: try reader.members("arguments"))
    }
}
