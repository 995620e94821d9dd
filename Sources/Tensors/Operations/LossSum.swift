/// A loss summed over tokens.
public struct LossSum: Sendable, Equatable {
    /// The sum of -log p of the targets, in nats.
    public var nats: Double
    /// Targets in the sum.
    public var tokens: Int

    /// A sum over `tokens` targets.
    public init(nats: Double = 0, tokens: Int = 0) {
        self.nats = nats
        self.tokens = tokens
    }

    /// Nats a token.
    public var mean: Double { nats / Double(max(tokens, 1)) }

    /// The sum over both.
    public static func + (left: LossSum, right: LossSum) -> LossSum {
        LossSum(nats: left.nats + right.nats, tokens: left.tokens + right.tokens)
    }
}
