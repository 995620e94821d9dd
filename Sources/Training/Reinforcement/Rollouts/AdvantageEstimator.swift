/// Decides how much better each token of some rollouts turned out than expected: a pure function of all of them.
public protocol AdvantageEstimator: Sendable {
    /// Fills in advantages, returns and the spread of each group.
    func estimate(_ rollouts: [ScoredRollout]) -> [ScoredRollout]
}

extension AdvantageEstimator {
    /// The rollouts with the spread of the rewards of each group.
    func withSpreads(_ rollouts: [ScoredRollout]) -> [ScoredRollout] {
        let groups = Dictionary(grouping: rollouts.indices) { rollouts[$0].rollout.group }
        var result = rollouts
        for members in groups.values {
            let spread = GroupAdvantage.deviation(of: members.map { rollouts[$0].rollout.reward })
            for member in members { result[member].groupSpread = spread }
        }
        return result
    }
}
