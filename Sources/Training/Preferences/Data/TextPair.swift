/// A value for each of the two texts of a preference.
public struct TextPair<Value: Sendable>: Sendable {
    public var first: Value
    public var second: Value

    public init(first: Value, second: Value) {
        self.first = first
        self.second = second
    }
}
