/// An RMS norm of each row, in front of a product that takes it along.
///
/// Source: Zhang and Sennrich, "Root mean square layer normalization" (2019), equation 4.
public struct RowNorm: Sendable {
    /// The weight of each column.
    public var weight: Parameter
    /// What is added to that weight: 1 where weights lie around 0.
    public var offset: Float
    /// Added under the root.
    public var epsilon: Float

    /// Describes a norm with a weight a column.
    public init(weight: Parameter, offset: Float = 0, epsilon: Float) {
        self.weight = weight
        self.offset = offset
        self.epsilon = epsilon
    }

    /// The factor on each column after the norm.
    var factors: Tensor { weight.values(plus: offset) }
}
