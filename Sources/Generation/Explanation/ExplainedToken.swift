import Glibc

/// A token of a text, and how the model saw it coming.
public struct ExplainedToken: Sendable, Hashable {
    /// Its index in the text.
    public let position: Int
    /// Its id.
    public let token: Int32
    /// Its bytes, which need not be whole characters.
    public let bytes: [UInt8]
    /// The natural logarithm of the probability that the model gave it; nil for the first token, before which there is
    /// nothing.
    public let logProbability: Float?
    /// How many tokens the model held more probable; nil for the first token.
    public let rank: Int?
    /// What a draw at this position would have been made from; nil for the first token.
    public let prediction: SamplingTrace?

    /// The surprise in bits; nil for the first token.
    public var bits: Double? { logProbability.map { -Double($0) / M_LN2 } }
}
