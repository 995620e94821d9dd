/// Advantages from a value model: what each token earned and led to, beside what had been expected before it.
public struct ValueEstimator: AdvantageEstimator {
    /// How rewards become the rewards of tokens.
    public var control: TokenRewards
    /// How those become advantages.
    public var advantage: GeneralizedAdvantage
    /// What an answer that a limit cut off loses.
    public var noEndPenalty: Double
    /// Whether the advantages of all tokens together are brought to mean 0 and variance 1.
    public var whitens: Bool

    public init(
        control: TokenRewards, advantage: GeneralizedAdvantage = GeneralizedAdvantage(), noEndPenalty: Double = 1,
        whitens: Bool = true
    ) {
        self.control = control
        self.advantage = advantage
        self.noEndPenalty = noEndPenalty
        self.whitens = whitens
    }

    public func estimate(_ rollouts: [ScoredRollout]) -> [ScoredRollout] {
        var result = withSpreads(rollouts)
        for (index, scored) in rollouts.enumerated() {
            let reward = scored.rollout.reward - (scored.rollout.isCut ? noEndPenalty : 0)
            let rewards = control.rewards(
                reward: reward, logProbabilities: scored.logProbabilities, reference: scored.reference)
            let values = scored.values.map(Double.init)
            let advantages = advantage.advantages(rewards: rewards, values: values)
            result[index].advantages = advantages
            result[index].returns = zip(advantages, values).map { $0 + $1 }
        }
        guard whitens else { return result }
        var rest = GeneralizedAdvantage.whitened(result.flatMap(\.advantages))[...]
        for index in result.indices {
            let count = result[index].advantages.count
            result[index].advantages = Array(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return result
    }
}
