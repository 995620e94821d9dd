/// What one optimizer step found.
public struct StepResult: Sendable, Hashable {
    /// Mean loss a token before the update, in nats.
    public let loss: Double
    /// Norm of the whole gradient before clipping.
    public let gradientNorm: Double
    /// Learning rate of the update.
    public let learningRate: Double
    /// Tokens that carried loss.
    public let tokens: Int
}
