/// A number that an element type cannot hold.
public struct QuantizationError: Error, Sendable, CustomStringConvertible {
    /// The type.
    public let type: GGMLType
    /// Where the number stands among those given.
    public let index: Int
    /// The number.
    public let value: Float

    public var description: String {
        let reason = value.isFinite ? "is too great" : "is not finite"
        return "element \(index), \(value), \(reason) for \(type.name)"
    }
}
