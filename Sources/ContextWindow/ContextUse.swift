/// How much of a context window is taken.
public struct ContextUse: Sendable, Hashable {
    /// Tokens of the conversation.
    public let used: Int
    /// Tokens that fit.
    public let capacity: Int

    /// - Parameters:
    ///   - used: tokens of the conversation.
    ///   - capacity: tokens that fit.
    public init(used: Int, capacity: Int) {
        self.used = used
        self.capacity = capacity
    }

    /// Tokens that still fit.
    public var left: Int { max(0, capacity - used) }
}
