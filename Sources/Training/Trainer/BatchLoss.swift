/// What an objective found in a batch.
public struct BatchLoss: Sendable, Hashable {
    /// The loss summed over the batch, in nats.
    public var sum: Double
    /// What was measured beside it.
    public var figures: [ObjectiveFigure]

    public init(sum: Double, figures: [ObjectiveFigure] = []) {
        self.sum = sum
        self.figures = figures
    }
}
