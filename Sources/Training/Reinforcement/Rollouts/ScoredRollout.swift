/// A rollout with what was known when it was made; all arrays have an element for each trained token, in order.
public struct ScoredRollout: Sendable, Hashable {
    /// The rollout.
    public var rollout: Rollout
    /// log p of each token under the policy that wrote it, in nats.
    public var logProbabilities: [Float]
    /// The same under the reference model; nil where there is none.
    public var reference: [Float]?
    /// What the value model expected before each token; empty where there is none.
    public var values: [Float]
    /// How much better each token turned out than expected.
    public var advantages: [Double]
    /// What came of each token, which the value model is drawn to; empty where there is none.
    public var returns: [Double]
    /// Mean entropy of the policy at its tokens, in nats.
    public var entropy: Double
    /// Standard deviation of the rewards of its group.
    public var groupSpread: Double

    /// Whether anything of it enters a loss: an advantage, or the distance from a reference.
    var isTeaching: Bool { reference != nil || advantages.contains { $0 != 0 } }

    public init(
        _ rollout: Rollout, logProbabilities: [Float], reference: [Float]? = nil, values: [Float] = [],
        advantages: [Double] = [], returns: [Double] = [], entropy: Double = 0, groupSpread: Double = 0
    ) {
        self.rollout = rollout
        self.logProbabilities = logProbabilities
        self.reference = reference
        self.values = values
        self.advantages = advantages
        self.returns = returns
        self.entropy = entropy
        self.groupSpread = groupSpread
    }
}
