/// Adds up what a batch of preferences shows.
struct PreferenceTally {
    private var sum = 0.0
    private var accuracies: [Double] = []
    private var margins: [Double] = []
    private var rewards: (good: [Double], bad: [Double]) = ([], [])
    private var logs: (good: [Double], bad: [Double]) = ([], [])
    private var drifts: [Double] = []
    /// KTO's estimates of the divergence.
    var divergences: [Double] = []
    private var isJudging = false

    /// Adds a pair: its loss, and the reward and the score of each answer.
    mutating func add(
        _ loss: Double, chosen: (reward: Double, answer: AnswerScore), rejected: (reward: Double, answer: AnswerScore),
        hasReference: Bool
    ) {
        sum += loss
        let margin = chosen.reward - rejected.reward
        margins.append(margin)
        // A tie says nothing.
        accuracies.append(margin > 0 ? 1 : margin < 0 ? 0 : 0.5)
        rewards.good.append(chosen.reward)
        rewards.bad.append(rejected.reward)
        logs.good.append(chosen.answer.logProbability)
        logs.bad.append(rejected.answer.logProbability)
        if hasReference { drifts += [chosen.answer.drift, rejected.answer.drift] }
    }

    /// Adds a judged answer.
    mutating func add(_ loss: Double, _ reward: Double, _ answer: AnswerScore, isDesirable: Bool) {
        isJudging = true
        sum += loss
        if isDesirable {
            rewards.good.append(reward)
            logs.good.append(answer.logProbability)
        } else {
            rewards.bad.append(reward)
            logs.bad.append(answer.logProbability)
        }
        drifts.append(answer.drift)
    }

    /// The loss and the figures.
    var result: BatchLoss {
        let (good, bad) = isJudging ? ("desirable", "undesirable") : ("chosen", "rejected")
        return BatchLoss(
            sum: sum,
            figures: [
                ObjectiveFigure("accuracy", accuracies), ObjectiveFigure("margin", margins),
                ObjectiveFigure("reward/\(good)", rewards.good), ObjectiveFigure("reward/\(bad)", rewards.bad),
                ObjectiveFigure("log_probability/\(good)", logs.good),
                ObjectiveFigure("log_probability/\(bad)", logs.bad),
                ObjectiveFigure("kl", divergences), ObjectiveFigure("drift", drifts),
            ].filter { $0.count > 0 })
    }
}

extension AnswerScore {
    /// How far the policy has moved on this answer: |log-ratio| for each token, in nats.
    var drift: Double { abs(logRatio) / Double(max(tokens, 1)) }
}
