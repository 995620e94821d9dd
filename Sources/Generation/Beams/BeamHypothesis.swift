import Glibc

/// A continuation that beam search found.
public struct BeamHypothesis: Sendable, Hashable {
    /// Its tokens, the one that ended it included.
    public let tokens: [Int32]

    /// Its text, without special tokens and without the stop string that ended it.
    public let text: String

    /// The natural logarithm of its probability: the sum of those of its tokens.
    public let logProbability: Double

    /// What hypotheses are compared by: ``logProbability`` over a power of the number of tokens.
    public let score: Double

    /// What ended it.
    public let stopReason: StopReason

    /// Whether it came to an end of its own; else a limit or the caller ended it.
    public var isFinished: Bool {
        switch stopReason {
        case .endToken, .stopString, .complete: true
        case .tokenLimit, .contextLimit, .cancelled: false
        }
    }

    init(tokens: [Int32], text: String, logProbability: Double, stopReason: StopReason, lengthPenalty: Double) {
        self.tokens = tokens
        self.text = text
        self.logProbability = logProbability
        self.stopReason = stopReason
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
