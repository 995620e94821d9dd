/// Rollouts that pass through the model at a time.
public struct RolloutBatch: Sendable, Hashable {
    /// The rollouts.
    public var rollouts: [ScoredRollout]

    public init(_ rollouts: [ScoredRollout]) {
        self.rollouts = rollouts
    }
}
