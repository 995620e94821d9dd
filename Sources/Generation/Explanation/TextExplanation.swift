import Glibc

/// A text as a model sees it: token by token, with what it expected at each.
public struct TextExplanation: Sendable, Hashable {
    /// The tokens of the text.
    public let tokens: [ExplainedToken]
    /// What the next token would be drawn from.
    public let next: SamplingTrace
    /// Where one of the tokens looked, if that was asked for.
    public let attention: AttentionPattern?

    /// The surprise of the whole text in bits, the first token left out.
    public var totalBits: Double { tokens.reduce(0) { $0 + ($1.bits ?? 0) } }

    /// Bits a token; nil for a text of one token.
    public var bitsPerToken: Double? { tokens.count > 1 ? totalBits / Double(tokens.count - 1) : nil }

    /// Bits for each byte of the tokens that have a surprise; nil where there are none.
    public var bitsPerByte: Double? {
        let bytes = tokens.dropFirst().reduce(0) { $0 + $1.bytes.count }
        return bytes > 0 ? totalBits / Double(bytes) : nil
    }

    /// Between how many equally probable tokens the model chose, on average; nil for a text of one token.
    public var perplexity: Double? { bitsPerToken.map { exp2($0) } }
}
