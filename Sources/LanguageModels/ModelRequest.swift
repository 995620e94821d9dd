public import Generation
public import Tokenization

/// What a model is asked: to take the next turn of a conversation.
public struct ModelRequest: Sendable, Hashable {
    /// The conversation so far; its last turn is not the assistant's.
    public var chat: Chat
    /// How tokens are chosen.
    public var sampling: SamplingOptions
    /// The most tokens of the turn; nil: what the context window leaves.
    public var maximumTokens: Int?

    /// Asks for the next turn.
    public init(_ chat: Chat, sampling: SamplingOptions = .greedy, maximumTokens: Int? = nil) {
        self.chat = chat
        self.sampling = sampling
        self.maximumTokens = maximumTokens
    }
}
