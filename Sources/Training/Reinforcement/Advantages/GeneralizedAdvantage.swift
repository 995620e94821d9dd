/// How much better each token turned out than the value model had expected, smoothed over the tokens after it.
///
/// With d[t] = r[t] + gamma V[t+1] - V[t] and V = 0 after the last token: A[t] = d[t] + gamma lambda A[t+1].
///
/// Source: Schulman et al., "High-dimensional continuous control using generalized advantage estimation" (2016), equation
/// 16.
public struct GeneralizedAdvantage: Sendable, Hashable {
    /// What a reward is worth one token earlier.
    public var gamma: Double
    /// How far a surprise reaches back: 0 trusts the value model, 1 the rewards alone.
    public var lambda: Double

    public init(gamma: Double = 1, lambda: Double = 0.95) {
        self.gamma = gamma
        self.lambda = lambda
    }

    /// The advantage of each token.
    ///
    /// - Parameters:
    ///   - rewards: what each token earned.
    ///   - values: what the value model expected before each token.
    /// - Precondition: as many values as rewards.
    public func advantages(rewards: [Double], values: [Double]) -> [Double] {
        precondition(rewards.count == values.count, "\(values.count) values for \(rewards.count) rewards")
        var advantages = [Double](repeating: 0, count: rewards.count)
        var (next, following) = (0.0, 0.0)
        for index in rewards.indices.reversed() {
            let surprise = rewards[index] + gamma * following - values[index]
            next = surprise + gamma * lambda * next
            advantages[index] = next
            following = values[index]
        }
        return advantages
    }

    /// `values` moved and scaled to mean 0 and variance 1, as advantages are before PPO uses them.
    ///
    /// Source: Huang et al., "The N implementation details of RLHF with PPO" (2023), detail 4 of PPO.
    public static func whitened(_ values: [Double]) -> [Double] {
        guard !values.isEmpty else { return [] }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        let scale = 1 / (variance + 1e-8).squareRoot()
        return values.map { ($0 - mean) * scale }
    }
}
