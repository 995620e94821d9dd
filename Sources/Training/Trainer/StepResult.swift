/// What one optimizer step found.
public struct StepResult: Sendable, Hashable {
    /// Mean loss before the update, in nats: a token, or a pair.
    public let loss: Double
    /// Norm of the whole gradient before clipping.
    public let gradientNorm: Double
    /// Learning rate of the update.
    public let learningRate: Double
    /// Tokens that were trained on.
    public let tokens: Int
    /// What the objective measured beside the loss.
    public let figures: [NamedFigure]
}
