/// How much better each of several answers to one prompt is than the others: advantages without a value model.
public enum GroupAdvantage: Sendable, Hashable {
    /// (r - mean) / (deviation + epsilon), with the deviation of a sample (divided by n - 1), as trainers of the field
    /// take it.
    ///
    /// Source: Shao et al., "DeepSeekMath" (2024), section 4.1.2.
    case standardized(epsilon: Double = 1e-4)
    /// r - mean: prompts whose answers are all but equally good do not weigh more.
    ///
    /// Source: Liu et al., "Understanding R1-Zero-like training" (2025), section 3.2 ("Dr. GRPO").
    case centred

    /// The advantage of each answer of a group; 0 for all where the rewards are equal.
    public func advantages(of rewards: [Double]) -> [Double] {
        guard let first = rewards.first, rewards.contains(where: { $0 != first }) else { return rewards.map { _ in 0 } }
        let mean = rewards.reduce(0, +) / Double(rewards.count)
        switch self {
        case .standardized(let epsilon):
            let deviation = Self.deviation(of: rewards)
            return rewards.map { ($0 - mean) / (deviation + epsilon) }
        case .centred:
            return rewards.map { $0 - mean }
        }
    }

    /// The standard deviation of a sample; 0 for fewer than two values.
    public static func deviation(of values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }
}
