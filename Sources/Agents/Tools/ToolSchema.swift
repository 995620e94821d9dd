import Foundations
import Tokenization

/// JSON Schemas of arguments: texts, and whole numbers.
enum ToolSchema {
    /// A tool whose arguments are strings, and after them integers, in the order given.
    static func definition(
        _ name: String, _ description: String, required: [(String, String)] = [], optional: [(String, String)] = [],
        optionalIntegers: [(String, String)] = []
    ) -> ToolDefinition {
        func property(_ type: String, _ argument: (String, String)) -> JSONObject.Member {
            JSONObject.Member(
                key: argument.0, value: ["type": .string(type), "description": .string(argument.1)])
        }
        let properties =
            (required + optional).map { property("string", $0) } + optionalIntegers.map { property("integer", $0) }
        var parameters: JSONObject = ["type": "object", "properties": .object(JSONObject(members: properties))]
        if !required.isEmpty { parameters["required"] = .array(required.map { .string($0.0) }) }
        parameters["additionalProperties"] = false
        return ToolDefinition(name: name, description: description, parameters: .object(parameters))
    }
}
