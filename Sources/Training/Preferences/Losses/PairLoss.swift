/// The loss of a pair, and how it changes with what was measured of either answer.
public struct PairLoss: Sendable, Hashable {
    /// The loss.
    public var value: Double
    /// Its derivative by the score or log-probability of the chosen answer.
    public var chosenSlope: Double
    /// Its derivative by that of the rejected answer.
    public var rejectedSlope: Double

    public init(value: Double, chosenSlope: Double, rejectedSlope: Double) {
        self.value = value
        self.chosenSlope = chosenSlope
        self.rejectedSlope = rejectedSlope
    }
}
