public import Tokenization

/// A question, and the answers of two who are compared.
public struct AnswerPair: Sendable, Hashable {
    /// The conversation up to the answer.
    public var prompt: [ChatMessage]
    /// The answer of the one that is measured.
    public var first: String
    /// The answer of the other.
    public var second: String

    /// A pair.
    public init(prompt: [ChatMessage], first: String, second: String) {
        self.prompt = prompt
        self.first = first
        self.second = second
    }
}
