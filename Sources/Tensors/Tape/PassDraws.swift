/// What the random numbers of a pass through a model depend on, so that no split of a step into batches changes them.
public struct PassDraws: Sendable, Hashable {
    /// The seed of the step.
    public var seed: UInt64
    /// How many rows of the step passed before.
    public var firstRow: Int

    /// The draws of a pass.
    public init(seed: UInt64, firstRow: Int) {
        self.seed = seed
        self.firstRow = firstRow
    }
}
