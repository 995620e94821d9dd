public import Tokenization

/// Two answers to one conversation, of which one was preferred, and where they were read.
public struct PreferencePair: Sendable, Hashable {
    /// The conversation up to the answers.
    public var prompt: Chat
    /// The turns that were preferred; the first is the assistant's.
    public var chosen: [ChatMessage]
    /// The turns that were not.
    public var rejected: [ChatMessage]
    /// By how much the chosen answer is better, where that was said.
    public var margin: Double?
    /// The file, and the line on which it begins.
    public var origin: DocumentOrigin

    public init(
        prompt: Chat, chosen: [ChatMessage], rejected: [ChatMessage], margin: Double? = nil, origin: DocumentOrigin
    ) {
        self.prompt = prompt
        self.chosen = chosen
        self.rejected = rejected
        self.margin = margin
        self.origin = origin
    }
}
