/// A charge for long answers: 0 up to a length, then falling evenly to -1 at the limit and beyond.
///
/// With y tokens: 0 where y <= limit - margin; (limit - margin - y) / margin up to the limit; -1 above it.
///
/// Source: Yu et al., "DAPO" (2025), equation 13 ("soft overlong punishment").
public struct LengthLimit: RewardFunction, Sendable {
    public let name = "length"
    /// Tokens from which the whole charge is made.
    public let limit: Int
    /// Tokens over which it grows.
    public let margin: Int

    /// - Precondition: 0 < `margin` <= `limit`.
    public init(limit: Int, margin: Int) {
        precondition(margin > 0 && margin <= limit, "a margin of \(margin) tokens below a limit of \(limit)")
        self.limit = limit
        self.margin = margin
    }

    public func rewards(of answers: [GradedAnswer]) -> [Reward] {
        answers.map { answer in
            let over = Double(answer.tokens.count - (limit - margin)) / Double(margin)
            return Reward(-min(max(over, 0), 1))
        }
    }
}
