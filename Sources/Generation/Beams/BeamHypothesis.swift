import Glibc

/// A continuation that beam search found.
public struct BeamHypothesis: Sendable, Hashable {
    /// Its tokens, the one that ended it included.
    public let tokens: [Int32]

    /// The natural logarithm of its probability: the sum of those of its tokens.
    public let logProbability: Double

    /// What hypotheses are compared by: ``logProbability`` over a power of the number of tokens.
    public let score: Double

    /// Whether a token ended it; else the limit did.
    public let isFinished: Bool

    init(tokens: [Int32], logProbability: Double, isFinished: Bool, lengthPenalty: Double) {
        self.tokens = tokens
        self.logProbability = logProbability
        self.isFinished = isFinished
        score = Self.score(logProbability, length: tokens.count, lengthPenalty)
    }

    /// Source: Wu et al., "Google's neural machine translation system" (2016), section 7, with the plain power of the
    /// length that transformers uses.
    static func score(_ logProbability: Double, length: Int, _ lengthPenalty: Double) -> Double {
        logProbability / pow(Double(max(1, length)), lengthPenalty)
    }

    /// Whether this one comes before another: the higher score, and of equals the tokens that come first.
    func precedes(_ other: BeamHypothesis) -> Bool {
        score != other.score ? score > other.score : tokens.lexicographicallyPrecedes(other.tokens)
    }
}
