/// Advantages from the comparison of answers to one prompt: every token of an answer has the answer's.
public struct GroupEstimator: AdvantageEstimator {
    /// How rewards of a group become advantages.
    public var advantage: GroupAdvantage
    /// What an answer that a limit cut off loses.
    public var noEndPenalty: Double

    public init(advantage: GroupAdvantage = .standardized(), noEndPenalty: Double = 0) {
        self.advantage = advantage
        self.noEndPenalty = noEndPenalty
    }

    public func estimate(_ rollouts: [ScoredRollout]) -> [ScoredRollout] {
        var result = withSpreads(rollouts)
        let groups = Dictionary(grouping: rollouts.indices) { rollouts[$0].rollout.group }
        for members in groups.values {
            let rewards = members.map { rollouts[$0].rollout.reward - (rollouts[$0].rollout.isCut ? noEndPenalty : 0) }
            for (member, value) in zip(members, advantage.advantages(of: rewards)) {
                result[member].advantages = rollouts[member].logProbabilities.map { _ in value }
            }
        }
        return result
    }
}
