public import Tensors

/// A pooled vector in the making: states come in the order of the tokens, in pieces of any size, which change no bit.
public struct PoolingSum: Sendable {
    private let pooling: Pooling
    /// A part of the vector for each mode, as far as it is known.
    private var parts: [[Float]]
    /// Tokens whose states have come.
    public private(set) var count = 0

    /// Nothing yet.
    public init(_ pooling: Pooling) {
        self.pooling = pooling
        parts = pooling.modes.map { _ in [] }
    }

    /// Takes the states [tokens, hidden] of the next tokens.
    public mutating func add(_ states: Tensor) {
        let width = states.columns, floats = states.values
        guard !floats.isEmpty else { return }
        floats.withUnsafeBufferPointer { floats in
            for (index, mode) in pooling.modes.enumerated() {
                if parts[index].isEmpty { parts[index] = Self.beginning(of: mode, floats.prefix(width)) }
                for row in 0..<states.rows {
                    let state = UnsafeBufferPointer(rebasing: floats[row * width..<(row + 1) * width])
                    Self.add(state, at: count + row, by: mode, to: &parts[index])
                }
            }
        }
        count += states.rows
    }

    /// The vector of the tokens so far, of which there must be one at least.
    public var vector: [Float] {
        zip(pooling.modes, parts).flatMap { mode, part in
            switch mode {
            case .cls, .lastToken, .max: return part
            case .mean: return part.map { $0 / Float(count) }
            case .meanSqrtLength: return part.map { $0 / Float(count).squareRoot() }
            case .weightedMean:
                let weights = Float(count) * Float(count + 1) / 2
                return part.map { $0 / weights }
            }
        }
    }

    /// What a mode begins with.
    private static func beginning(of mode: PoolingMode, _ first: Slice<UnsafeBufferPointer<Float>>) -> [Float] {
        switch mode {
        case .cls, .lastToken, .max: Array(first)
        case .mean, .meanSqrtLength, .weightedMean: [Float](repeating: 0, count: first.count)
        }
    }

    /// Takes the state of the token at `position`.
    private static func add(
        _ state: UnsafeBufferPointer<Float>, at position: Int, by mode: PoolingMode, to part: inout [Float]
    ) {
        part.withUnsafeMutableBufferPointer { part in
            switch mode {
            case .cls: break
            case .lastToken: for column in part.indices { part[column] = state[column] }
            case .max: for column in part.indices { part[column] = Swift.max(part[column], state[column]) }
            case .mean, .meanSqrtLength: for column in part.indices { part[column] += state[column] }
            case .weightedMean:
                let weight = Float(position + 1)
                for column in part.indices { part[column] += state[column] * weight }
            }
        }
    }
}
