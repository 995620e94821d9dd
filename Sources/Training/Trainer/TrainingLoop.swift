import Foundation

/// Carries a run from where it stands to its end: steps, validations, samples, checkpoints, and the wish to stop.
///
/// At the end of a step everything that is due is done and recorded before the checkpoint is written, so that a run
/// resumed from it lacks nothing and repeats nothing.
struct TrainingLoop<Goal: Objective, Source: BatchSource> where Goal.Batch == Source.Batch {
    let trainer: Trainer<Goal, Source>
    let steps: Int
    /// Steps between validations, samples and checkpoints; 0: at the end alone.
    let evaluateEvery: Int
    let sampleEvery: Int
    let checkpointEvery: Int
    let log: MetricsLog
    /// FLOPs of training on one token over the peak of the device; nil where the peak is unknown.
    let peakShare: Double?
    let stop: StopSignal
    /// Reads the held-out part; nil where there is none.
    let evaluate: ((Int) throws -> EvaluationMetrics)?
    /// Lets the model write; nil where nobody wants it.
    let sample: ((Int) throws -> SampleRecord)?
    /// Writes the checkpoint after so many steps.
    let save: (Int) throws -> URL
    let observe: (TrainingEvent) -> Void

    func run() throws -> TrainingOutcome {
        if trainer.stepsTaken == 0 { try measure(at: 0) }
        while trainer.stepsTaken < steps {
            try takeStep()
            let step = trainer.stepsTaken
            let isLast = step == steps
            try measure(at: step)
            let isStopped = stop.isRequested && !isLast
            if isLast || isStopped || isDue(step, every: checkpointEvery) {
                log.synchronize()
                let url = try save(step)
                observe(.checkpoint(step: step, url: url))
                if isStopped { return .interrupted(step: step, checkpoint: url) }
            }
        }
        return .finished
    }

    private func takeStep() throws {
        let start = ContinuousClock.now
        let result = try trainer.takeStep()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let speed = Double(result.tokens) / max(seconds, 1e-9)
        let metrics = StepMetrics(
            step: trainer.stepsTaken, loss: result.loss, learningRate: result.learningRate,
            gradientNorm: result.gradientNorm, tokens: trainer.tokensSeen, seconds: seconds, tokensPerSecond: speed,
            utilization: peakShare.map { $0 * speed }, figures: result.figures)
        try log.append(.step(metrics))
        observe(.step(metrics))
    }

    private func measure(at step: Int) throws {
        if let evaluate, isDue(step, every: evaluateEvery) {
            let metrics = try evaluate(step)
            try log.append(.evaluation(metrics))
            observe(.evaluation(metrics))
        }
        if let sample, step > 0, isDue(step, every: sampleEvery) {
            let record = try sample(step)
            try log.append(.sample(record))
            observe(.sample(record))
        }
    }

    private func isDue(_ step: Int, every interval: Int) -> Bool {
        step == steps || (interval > 0 && step.isMultiple(of: interval))
    }
}
