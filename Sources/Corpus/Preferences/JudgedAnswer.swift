public import Tokenization

/// An answer that was found desirable or not, and where it was read.
public struct JudgedAnswer: Sendable, Hashable {
    /// The conversation up to the answer.
    public var prompt: Chat
    /// The turns of the answer; the first is the assistant's.
    public var answer: [ChatMessage]
    /// What was found.
    public var isDesirable: Bool
    /// The file, and the line on which it begins.
    public var origin: DocumentOrigin

    public init(prompt: Chat, answer: [ChatMessage], isDesirable: Bool, origin: DocumentOrigin) {
        self.prompt = prompt
        self.answer = answer
        self.isDesirable = isDesirable
        self.origin = origin
    }
}
