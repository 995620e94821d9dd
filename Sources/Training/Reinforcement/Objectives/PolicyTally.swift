/// Adds up what a batch of rollouts shows.
struct PolicyTally {
    private var sum = 0.0
    private var figures: [(name: String, values: [Double])] = []

    /// Adds to the loss.
    mutating func add(_ loss: Double) { sum += loss }

    /// Notes a measurement.
    mutating func note(_ name: String, _ value: Double) {
        if let index = figures.firstIndex(where: { $0.name == name }) {
            figures[index].values.append(value)
        } else {
            figures.append((name, [value]))
        }
    }

    /// Notes what is known of a rollout before anything is learned from it.
    mutating func note(_ scored: ScoredRollout) {
        let rollout = scored.rollout
        note("reward/mean", rollout.reward)
        note("reward/spread", scored.groupSpread)
        if let success = rollout.isSuccess { note("success", success ? 1 : 0) }
        note("answer_length", Double(scored.logProbabilities.count))
        note("cut_off", rollout.isCut ? 1 : 0)
        if !scored.logProbabilities.isEmpty { note("entropy", scored.entropy) }
    }

    /// The loss and the figures.
    var result: BatchLoss {
        BatchLoss(sum: sum, figures: figures.map { ObjectiveFigure($0.name, $0.values) })
    }
}
