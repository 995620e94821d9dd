/// A tensor on a tape: its value, and the place where its gradient gathers.
public struct Variable: Sendable {
    /// The value.
    public let value: Tensor
    /// Where the tape keeps its gradient; nil when the tape does not record.
    let index: Int?
}
