/// What one validation measured on the held-out part.
public struct EvaluationMetrics: Sendable, Hashable {
    /// Steps done before it.
    public var step: Int
    /// Mean loss a token, in nats.
    public var loss: Double
    /// Bits the model needs for each byte of the raw text; nil where the text's size is unknown.
    public var bitsPerByte: Double?
    /// Tokens predicted.
    public var tokens: Int
    /// Wall time, in seconds.
    public var seconds: Double

    public init(step: Int, loss: Double, bitsPerByte: Double?, tokens: Int, seconds: Double) {
        self.step = step
        self.loss = loss
        self.bitsPerByte = bitsPerByte
        self.tokens = tokens
        self.seconds = seconds
    }
}
