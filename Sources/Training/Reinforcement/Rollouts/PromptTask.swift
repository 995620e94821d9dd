public import Foundations

/// A prompt as tokens, with what its answer should be.
public struct PromptTask: Sendable, Hashable {
    /// The tokens that the policy goes on from.
    public var tokens: [Int32]
    /// What is asked, for samples.
    public var text: String
    /// What the answer should be; nil where the data says nothing.
    public var expected: JSONValue?

    public init(tokens: [Int32], text: String = "", expected: JSONValue? = nil) {
        self.tokens = tokens
        self.text = text
        self.expected = expected
    }

    /// A hash that other tasks would not have.
    var hash: UInt64 {
        let answer = Array((expected?.serialized() ?? "").utf8).withUnsafeBytes { StableHash.xxh64($0) }
        return tokens.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0, seed: answer) }
    }
}
