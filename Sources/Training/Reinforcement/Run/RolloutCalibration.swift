/// Turns a time into a number of steps, by measuring whole iterations: their steps take unequal time, as the first of them
/// lets the policy act.
struct RolloutCalibration {
    /// The time there is.
    let minutes: Double
    /// Steps between validations; nil: as many as the time allows.
    let evaluateEvery: Int?
    /// Steps of an iteration.
    let updates: Int

    /// The steps, of whole iterations, that fill the time with their validations.
    ///
    /// - Parameters:
    ///   - trainer: a trainer whose weights may be spoiled.
    ///   - heldOut: makes the batches of a validation.
    func plan<Goal>(
        for trainer: Trainer<Goal, RolloutSource>, heldOut: (Trainer<Goal, RolloutSource>) throws -> [RolloutBatch]
    ) throws -> (steps: Int, evaluateEvery: Int) where Goal.Batch == RolloutBatch {
        let budget = minutes * 60
        let evaluation = try seconds { _ = try trainer.evaluate(heldOut(trainer)) }
        // The first iteration prepares memory and kernels.
        var spent = try iteration(trainer)
        var measured: [Double] = []
        while measured.count < 2 || spent < min(10, budget / 20) {
            let time = try iteration(trainer)
            measured.append(time)
            spent += time
            if spent > budget / 5 { break }
        }
        let (steps, evaluateEvery) = Calibration.plan(
            budget: budget, stepSeconds: measured.sorted()[measured.count / 2] / Double(updates),
            evaluationSeconds: evaluation, evaluateEvery: evaluateEvery)
        return (max(updates, steps / updates * updates), evaluateEvery)
    }

    private func iteration<Goal>(_ trainer: Trainer<Goal, RolloutSource>) throws -> Double
    where Goal.Batch == RolloutBatch {
        try seconds { for _ in 0..<updates { _ = try trainer.takeStep() } }
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }
}
