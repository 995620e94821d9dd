/// A quantity of a step rose above its limit, and the step was not taken.
public struct LimitExceeded: Error, Hashable, CustomStringConvertible {
    /// What it was.
    public let quantity: String
    /// Its value.
    public let value: Double
    /// The highest value that is borne.
    public let limit: Double
    /// The number of the step, from 1.
    public let step: Int

    public var description: String { "the \(quantity) rose to \(value) at step \(step), above the limit of \(limit)" }
}
