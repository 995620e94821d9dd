public import Foundations

/// The wish of a model that a tool be run.
public struct ToolCall: Sendable, Hashable {
    /// Tells calls of one conversation apart; nil where nobody numbers them.
    public var id: String?
    /// The tool's name.
    public var name: String
    /// The arguments, in the order in which the model gave them.
    public var arguments: JSONObject

    /// Names a tool and what to run it with.
    public init(id: String? = nil, name: String, arguments: JSONObject) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
