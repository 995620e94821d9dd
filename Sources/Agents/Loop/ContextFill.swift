/// How much of a model's window a conversation takes.
public struct ContextFill: Sendable, Hashable {
    /// Tokens of the conversation, the header of the next turn included.
    public var tokens: Int
    /// Tokens of the window.
    public var size: Int

    /// A conversation in a window.
    public init(tokens: Int, size: Int) {
        self.tokens = tokens
        self.size = size
    }
}
