import Glibc

/// Raises the probability of tokens that turned out well, as long as it has not moved far from what it was when they were
/// sampled.
///
/// With q = p / p old: -min(q A, clip(q, 1 - lower, 1 + upper) A). On policy q is 1: the value of an answer is -A, and
/// the slope by log p is -A as well.
///
/// Sources: Schulman et al., "Proximal policy optimization algorithms" (2017), equation 7; Yu et al., "DAPO" (2025),
/// equation 10, for bounds that differ.
public struct ClippedPolicyLoss: Sendable, Hashable {
    /// How far the ratio may fall below 1.
    public var lower: Double
    /// How far it may rise above 1.
    public var upper: Double

    public init(lower: Double = 0.2, upper: Double? = nil) {
        self.lower = lower
        self.upper = upper ?? lower
    }

    /// The loss of a token.
    ///
    /// - Parameters:
    ///   - logProbability: log p now, in nats.
    ///   - old: log p when it was sampled.
    ///   - advantage: how much better it turned out than expected.
    public func loss(logProbability: Double, old: Double, advantage: Double) -> TokenLoss {
        let ratio = exp(logProbability - old)
        let isClipped = advantage > 0 ? ratio > 1 + upper : advantage < 0 && ratio < 1 - lower
        if isClipped {
            return TokenLoss(
                value: -(advantage > 0 ? 1 + upper : 1 - lower) * advantage, slope: 0, isClipped: true)
        }
        return TokenLoss(value: -ratio * advantage, slope: -ratio * advantage)
    }
}
