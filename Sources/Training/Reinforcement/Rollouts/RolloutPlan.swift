/// How often and in which pieces a batch of rollouts is learned from.
public struct RolloutPlan: Sendable, Hashable {
    /// How often each rollout is learned from.
    public var epochs: Int
    /// Optimizer steps of each of these passes.
    public var minibatches: Int
    /// Rollouts that pass through the model at a time.
    public var microBatchSize: Int

    /// - Precondition: all are 1 or more.
    public init(epochs: Int = 1, minibatches: Int = 1, microBatchSize: Int) {
        precondition(epochs > 0 && minibatches > 0 && microBatchSize > 0, "nothing would be learned")
        self.epochs = epochs
        self.minibatches = minibatches
        self.microBatchSize = microBatchSize
    }

    /// Optimizer steps for each batch of rollouts.
    public var updates: Int { epochs * minibatches }

    /// The iteration that a step belongs to, and which of its updates the step is.
    public func place(ofStep step: Int) -> (iteration: Int, update: Int) {
        let (iteration, update) = step.quotientAndRemainder(dividingBy: updates)
        return (iteration, update)
    }

    /// Which of `count` rollouts an update learns from: every pass goes through all of them, in an order of its own where
    /// it has several steps.
    public func members(ofUpdate update: Int, iteration: Int, count: Int, seed: UInt64) -> [Int] {
        guard count > 0 else { return [] }
        let (epoch, piece) = update.quotientAndRemainder(dividingBy: minibatches)
        guard minibatches > 1 else { return Array(0..<count) }
        let order = IndexPermutation(count: count, seed: RolloutSeed.seed(run: seed, -2, iteration, epoch))
        return (piece * count / minibatches..<(piece + 1) * count / minibatches).map { order[$0] }
    }
}
