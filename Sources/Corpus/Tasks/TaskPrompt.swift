public import Foundations
public import Tokenization

/// Something to answer, with what the answer should be, and where it was read.
public struct TaskPrompt: Sendable, Hashable {
    /// What is asked.
    public enum Content: Sendable, Hashable {
        /// A text to continue, or to answer.
        case text(String)
        /// A conversation whose next turn is the assistant's.
        case chat(Chat)
    }

    /// What is asked.
    public var content: Content
    /// What the answer should be; nil where the data says nothing.
    public var answer: JSONValue?
    /// The file, and the line on which it begins.
    public var origin: DocumentOrigin

    public init(_ content: Content, answer: JSONValue? = nil, origin: DocumentOrigin) {
        self.content = content
        self.answer = answer
        self.origin = origin
    }
}
