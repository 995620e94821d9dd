/// What one validation measured on the held-out part.
public struct EvaluationMetrics: Sendable, Hashable {
    /// Steps done before it.
    public var step: Int
    /// Mean loss in nats: a token, or a pair; nil where it says nothing (``Objective/lossTellsProgress``).
    public var loss: Double?
    /// Bits the model needs for each byte of the raw text; nil where the text's size is unknown.
    public var bitsPerByte: Double?
    /// Tokens predicted.
    public var tokens: Int
    /// Wall time, in seconds.
    public var seconds: Double
    /// What the objective measured beside the loss.
    public var figures: [NamedFigure]

    public init(
        step: Int, loss: Double?, bitsPerByte: Double?, tokens: Int, seconds: Double, figures: [NamedFigure] = []
    ) {
        self.step = step
        self.loss = loss
        self.bitsPerByte = bitsPerByte
        self.tokens = tokens
        self.seconds = seconds
        self.figures = figures
    }
}
