public import Tokenization

/// A conversation to learn from, and where it was read.
public struct Transcript: Sendable, Hashable {
    /// The conversation.
    public let chat: Chat
    /// The file, and the line on which it begins.
    public let origin: DocumentOrigin

    /// Joins a conversation and its place.
    public init(chat: Chat, origin: DocumentOrigin) {
        self.chat = chat
        self.origin = origin
    }
}
