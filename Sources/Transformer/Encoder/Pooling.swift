public import Tensors

/// One vector for each text, from the states of its tokens: those of several modes stand side by side.
public struct Pooling: Sendable, Equatable {
    /// The modes, in the order of their parts of the vector.
    public var modes: [PoolingMode]

    /// Pooling by `modes`, of which there is one at least.
    public init(_ modes: [PoolingMode] = [.mean]) {
        precondition(!modes.isEmpty, "pooling by no mode")
        self.modes = modes
    }

    /// The vector of the text whose tokens have `states` [tokens, hidden] (float32).
    ///
    /// Sums go over the tokens in order.
    public func vector(of states: Tensor) -> [Float] {
        var sum = PoolingSum(self)
        sum.add(states)
        return sum.vector
    }
}
