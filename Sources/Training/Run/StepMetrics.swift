/// What one optimizer step measured.
public struct StepMetrics: Sendable, Hashable {
    /// Steps done, this one included.
    public var step: Int
    /// Mean loss of the step before its update, in nats: a token, or a pair.
    public var loss: Double
    /// Learning rate of the update.
    public var learningRate: Double
    /// Norm of the whole gradient before clipping.
    public var gradientNorm: Double
    /// Tokens trained on since the start of the run.
    public var tokens: Int
    /// Wall time of the step, in seconds.
    public var seconds: Double
    /// Tokens a second of this step.
    public var tokensPerSecond: Double
    /// Share of the measured matrix product peak that the model's arithmetic reached; nil where no peak is known.
    public var utilization: Double?
    /// What the objective measured beside the loss.
    public var figures: [NamedFigure]

    public init(
        step: Int, loss: Double, learningRate: Double, gradientNorm: Double, tokens: Int, seconds: Double,
        tokensPerSecond: Double, utilization: Double?, figures: [NamedFigure] = []
    ) {
        self.step = step
        self.loss = loss
        self.learningRate = learningRate
        self.gradientNorm = gradientNorm
        self.tokens = tokens
        self.seconds = seconds
        self.tokensPerSecond = tokensPerSecond
        self.utilization = utilization
        self.figures = figures
    }
}
