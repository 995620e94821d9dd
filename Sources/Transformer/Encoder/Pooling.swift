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
        modes.flatMap { Self.vector(of: states, by: $0) }
    }

    private static func vector(of states: Tensor, by mode: PoolingMode) -> [Float] {
        let count = states.rows, width = states.columns
        let floats = UnsafeBufferPointer(states.floats)
        func row(_ index: Int) -> Slice<UnsafeBufferPointer<Float>> { floats[index * width..<(index + 1) * width] }
        switch mode {
        case .cls: return Array(row(0))
        case .lastToken: return Array(row(count - 1))
        case .max:
            return (1..<count).reduce(into: Array(row(0))) { greatest, index in
                for (column, value) in row(index).enumerated() { greatest[column] = Swift.max(greatest[column], value) }
            }
        case .mean: return sum(states) { _ in 1 }.map { $0 / Float(count) }
        case .meanSqrtLength: return sum(states) { _ in 1 }.map { $0 / Float(count).squareRoot() }
        case .weightedMean:
            let weights = Float(count) * Float(count + 1) / 2
            return sum(states) { Float($0 + 1) }.map { $0 / weights }
        }
    }

    private static func sum(_ states: Tensor, weight: (Int) -> Float) -> [Float] {
        let width = states.columns, floats = states.floats.baseAddress!
        var total = [Float](repeating: 0, count: width)
        total.withUnsafeMutableBufferPointer { total in
            for index in 0..<states.rows {
                let row = floats + index * width, weight = weight(index)
                for column in 0..<width { total[column] += row[column] * weight }
            }
        }
        return total
    }
}
