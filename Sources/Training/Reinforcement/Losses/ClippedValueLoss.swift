/// Draws the value model to what came of each token, not far from what it said when the token was sampled.
///
/// With V the value, V' = clip(V, V old - range, V old + range) and R the return: max((V - R)², (V' - R)²) / 2.
///
/// Source: Schulman et al., "High-dimensional continuous control using generalized advantage estimation" (2016), for the
/// squared error; the clip is that of the authors' implementation of PPO (baselines, ppo2).
public struct ClippedValueLoss: Sendable, Hashable {
    /// How far the value may move from the old one; infinity: as far as it likes.
    public var range: Double

    public init(range: Double = 0.2) {
        self.range = range
    }

    /// The loss of a token; the slope is by `value`.
    ///
    /// - Parameters:
    ///   - value: what the model expects now.
    ///   - old: what it expected when the token was sampled.
    ///   - target: the return: what came of it.
    public func loss(value: Double, old: Double, target: Double) -> TokenLoss {
        let clipped = min(max(value, old - range), old + range)
        let (error, bound) = (value - target, clipped - target)
        if bound * bound > error * error { return TokenLoss(value: bound * bound / 2, slope: 0, isClipped: true) }
        return TokenLoss(value: error * error / 2, slope: error)
    }
}
