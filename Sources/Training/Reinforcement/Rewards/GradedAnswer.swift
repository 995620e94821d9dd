public import Foundations

/// An answer that a reward function looks at.
public struct GradedAnswer: Sendable, Hashable {
    /// The tokens of the prompt.
    public var prompt: [Int32]
    /// The tokens that the model wrote, the end token included.
    public var tokens: [Int32]
    /// Their text, without special tokens.
    public var text: String
    /// What the data says the answer should be; nil where it says nothing.
    public var expected: JSONValue?

    public init(prompt: [Int32], tokens: [Int32], text: String, expected: JSONValue? = nil) {
        self.prompt = prompt
        self.tokens = tokens
        self.text = text
        self.expected = expected
    }

    /// What is expected, as text: a string as it is, anything else as JSON.
    var expectedText: String? { expected.map { $0.string ?? $0.serialized() } }
}
