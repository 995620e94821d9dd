/// The loss of one token, and how it changes with what the model says of it.
public struct TokenLoss: Sendable, Hashable {
    /// The loss.
    public var value: Double
    /// Its derivative by the token's log-probability, or by its value.
    public var slope: Double
    /// Whether the clip holds it back, so that nothing flows back.
    public var isClipped: Bool

    public init(value: Double, slope: Double, isClipped: Bool = false) {
        self.value = value
        self.slope = slope
        self.isClipped = isClipped
    }
}
