/// Turns a time into a number of steps, by measuring a few.
package struct Calibration {
    /// The time there is.
    let minutes: Double
    /// Steps between validations; nil: twenty validations in all.
    let evaluateEvery: Int?

    /// The steps, with their validations, that fill the time at the speed which the machine shows now.
    ///
    /// - Parameters:
    ///   - trainer: a trainer whose weights may be spoiled.
    ///   - heldOut: what a validation reads.
    func steps(of trainer: Trainer<NextTokenObjective, DataLoader>, heldOut: HeldOutBatches?) throws -> Int {
        let budget = minutes * 60
        // The first steps prepare memory and kernels.
        let warmup = try seconds { _ = try trainer.takeStep() }
        var measured: [Double] = []
        var spent = warmup
        while measured.count < 3 || (spent < min(3, budget / 20) && measured.count < 200) {
            let step = try seconds { _ = try trainer.takeStep() }
            measured.append(step)
            spent += step
            if spent > budget / 5 { break }
        }
        let stepSeconds = measured.sorted()[measured.count / 2]
        var evaluationSeconds = 0.0
        if let heldOut {
            let batches = (heldOut.windows.starts.count + heldOut.sequencesPerBatch - 1) / heldOut.sequencesPerBatch
            let one = try seconds { _ = try trainer.evaluate(heldOut.prefix(1)) }
            evaluationSeconds = one * Double(batches)
        }
        return Self.steps(
            budget: budget, stepSeconds: stepSeconds, evaluationSeconds: evaluationSeconds,
            evaluateEvery: evaluateEvery)
    }

    /// The number of steps n with n steps and their validations in `budget` seconds; at least one.
    package static func steps(
        budget: Double, stepSeconds: Double, evaluationSeconds: Double, evaluateEvery: Int?
    ) -> Int {
        let steps: Double
        switch evaluateEvery {
        case .some(let interval) where interval > 0:
            steps = (budget - evaluationSeconds) / (stepSeconds + evaluationSeconds / Double(interval))
        case .some:
            steps = (budget - evaluationSeconds) / stepSeconds
        case nil:
            steps = (budget - 21 * evaluationSeconds) / stepSeconds
        }
        return max(1, Int(min(steps, 1e9)))
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }
}
