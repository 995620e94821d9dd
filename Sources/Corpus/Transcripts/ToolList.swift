import Foundations
import Tokenization

/// Reads the tools of a transcript.
struct ToolList {
    private let shape: TranscriptShape

    init(_ shape: TranscriptShape) {
        self.shape = shape
    }

    /// The tools of a list, which may be left out, or be its JSON as a string.
    func tools(in value: JSONValue?) throws(TranscriptError) -> [ToolDefinition] {
        guard let value, !value.isNull else { return [] }
        var list = value
        if let text = value.string {
            if text.utf8.allSatisfy(\.isWhiteSpace) { return [] }
            do {
                list = try JSONValue(parsing: text, source: "tools")
            } catch {
                throw shape.failure(
                    .malformedTools, "its \"tools\" are no JSON: column \(error.column): \(error.reason)")
            }
        }
        guard let elements = list.array else {
            throw shape.failure(.malformedTools, "its \"tools\" are \(list.kind), not an array")
        }
        var tools: [ToolDefinition] = []
        for element in elements { tools.append(try tool(element["function"] ?? element)) }
        return tools
    }

    private func tool(_ value: JSONValue) throws(TranscriptError) -> ToolDefinition {
        guard let name = value["name"]?.string, !name.isEmpty else {
            throw shape.failure(.malformedTools, "a tool has no name")
        }
        let parameters = value["parameters"] ?? ["type": "object", "properties": [:]]
        guard parameters.object != nil else {
            throw shape.failure(.malformedTools, "the parameters of '\(name)' are \(parameters.kind), not an object")
        }
        return ToolDefinition(
            name: name, description: try shape.text(value["description"], "description") ?? "", parameters: parameters)
    }
}
