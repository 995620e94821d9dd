/// Who speaks in a conversation.
public enum ChatRole: String, Sendable, Hashable, CaseIterable {
    /// Sets the rules, before anybody else speaks.
    case system
    /// Asks.
    case user
    /// The model: answers, or calls a tool.
    case assistant
    /// What a tool call led to.
    case tool
}
