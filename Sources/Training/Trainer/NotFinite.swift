/// A quantity of a step became infinite or no number, and the step was not taken.
public struct NotFinite: Error, Hashable, CustomStringConvertible {
    /// What it was.
    public let quantity: String
    /// Its value.
    public let value: Double
    /// The number of the step, from 1.
    public let step: Int

    public var description: String { "the \(quantity) became \(value) at step \(step)" }
}
