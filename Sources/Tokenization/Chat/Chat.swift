/// A conversation: who said what, and which tools were at hand.
public struct Chat: Sendable, Hashable {
    /// The turns, in order.
    public var messages: [ChatMessage]
    /// The tools that the model is told of.
    public var tools: [ToolDefinition]

    /// A conversation so far.
    public init(_ messages: [ChatMessage] = [], tools: [ToolDefinition] = []) {
        self.messages = messages
        self.tools = tools
    }
}
