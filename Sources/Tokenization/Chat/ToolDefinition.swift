public import Foundations

/// What a model is told of a tool.
public struct ToolDefinition: Sendable, Hashable {
    /// The tool's name: letters, digits, `_` and `-`.
    public var name: String
    /// What it does, in a sentence or two.
    public var description: String
    /// The JSON Schema of its arguments: an object.
    public var parameters: JSONValue

    /// Describes a tool.
    public init(name: String, description: String, parameters: JSONValue) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}
