/// Turns a time into a number of steps, by measuring a few.
package struct Calibration {
    /// The time there is.
    let minutes: Double
    /// Steps between validations; nil: as many validations as the time allows, at most twenty.
    let evaluateEvery: Int?

    /// The steps, with their validations, that fill the time at the speed which the machine shows now.
    ///
    /// - Parameters:
    ///   - trainer: a trainer whose weights may be spoiled.
    ///   - heldOut: what a validation reads.
    func plan<Goal, Source>(
        for trainer: Trainer<Goal, Source>, heldOut: (any Sequence<Goal.Batch>)?
    ) throws -> (steps: Int, evaluateEvery: Int) {
        let budget = minutes * 60
        // The first steps prepare memory and kernels.
        let warmup = try seconds { _ = try trainer.takeStep() }
        var measured: [Double] = []
        var spent = warmup
        // The speed of a shared machine moves from second to second: some more of them are worth their time.
        while measured.count < 3 || spent < min(10, budget / 20) {
            let step = try seconds { _ = try trainer.takeStep() }
            measured.append(step)
            spent += step
            if spent > budget / 5 { break }
        }
        let stepSeconds = measured.sorted()[measured.count / 2]
        var evaluationSeconds = 0.0
        if let heldOut {
            let batches = Array(heldOut)
            let one = try seconds { _ = try trainer.evaluate(batches.prefix(1)) }
            evaluationSeconds = one * Double(batches.count)
        }
        return Self.plan(
            budget: budget, stepSeconds: stepSeconds, evaluationSeconds: evaluationSeconds,
            evaluateEvery: evaluateEvery)
    }

    /// The number of steps n with n steps and their validations in `budget` seconds, at least one, and the steps
    /// between validations: those asked for, else up to twenty validations that take a tenth of the time at most.
    package static func plan(
        budget: Double, stepSeconds: Double, evaluationSeconds: Double, evaluateEvery: Int?
    ) -> (steps: Int, evaluateEvery: Int) {
        func whole(_ steps: Double) -> Int { max(1, Int(min(steps, 1e9))) }
        guard let evaluateEvery else {
            // One before the first step, and the others at equal distances.
            let affordable = evaluationSeconds > 0 ? budget / 10 / evaluationSeconds : 21
            let validations = min(21, max(2, affordable.rounded(.down)))
            let steps = whole((budget - validations * evaluationSeconds) / stepSeconds)
            return (steps, max(1, Int((Double(steps) / (validations - 1)).rounded(.up))))
        }
        guard evaluateEvery > 0 else { return (whole((budget - evaluationSeconds) / stepSeconds), evaluateEvery) }
        let each = stepSeconds + evaluationSeconds / Double(evaluateEvery)
        return (whole((budget - evaluationSeconds) / each), evaluateEvery)
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }
}
