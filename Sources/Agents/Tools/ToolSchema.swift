import Foundations
import Tokenization

/// JSON Schemas of arguments that are all texts.
enum ToolSchema {
    /// A tool whose arguments are strings, in the order given.
    static func definition(
        _ name: String, _ description: String, required: [(String, String)] = [], optional: [(String, String)] = []
    ) -> ToolDefinition {
        let properties = (required + optional).map { argument in
            JSONObject.Member(key: argument.0, value: ["type": "string", "description": .string(argument.1)])
        }
        var parameters: JSONObject = ["type": "object", "properties": .object(JSONObject(members: properties))]
        if !required.isEmpty { parameters["required"] = .array(required.map { .string($0.0) }) }
        parameters["additionalProperties"] = false
        return ToolDefinition(name: name, description: description, parameters: .object(parameters))
    }
}
