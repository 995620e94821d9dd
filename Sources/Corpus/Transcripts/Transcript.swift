public import Tokenization

/// A conversation to learn from, and where it was read.
public struct Transcript: Sendable, Hashable {
    /// The conversation.
    public let chat: Chat
    /// How much each message counts, from 0 to 1: a turn of the assistant with weight 0 is read and not learned. Those of
    /// others count 0.
    public let weights: [Double]
    /// The file, and the line on which it begins.
    public let origin: DocumentOrigin

    /// Joins a conversation and its place.
    ///
    /// - Parameter weights: a weight for each message; nil: every turn of the assistant counts in full.
    public init(chat: Chat, weights: [Double]? = nil, origin: DocumentOrigin) {
        self.chat = chat
        self.weights = weights ?? WeightedChat.full(chat.messages)
        self.origin = origin
        precondition(self.weights.count == chat.messages.count, "every message needs its weight")
    }

    /// Whether every turn of the assistant counts in full.
    public var countsInFull: Bool { weights == WeightedChat.full(chat.messages) }
}
