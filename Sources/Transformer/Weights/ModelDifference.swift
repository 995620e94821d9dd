/// What two models have in common and what not: their tensors by name, each compared element by element.
public struct ModelDifference: Sendable {
    /// Tensors that both have, in the order of the first.
    public private(set) var tensors: [TensorDifference] = []
    /// Tensors of the first model that the second lacks.
    public let onlyFirst: [String]
    /// Tensors of the second model that the first lacks.
    public let onlySecond: [String]
    /// Tensors that both have, in different shapes.
    public let otherShapes: [(name: String, first: [Int], second: [Int])]

    /// Compares two models, a tensor at a time, so that no more than two tensors are in memory.
    ///
    /// - Parameter progress: told how many of how many tensors are done; what it throws ends the comparison.
    public init(
        _ first: any ModelWeights, _ second: any ModelWeights, progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws {
        let names = Set(first.tensors.map { Array($0.name.utf8) })
        onlyFirst = first.tensors.filter { second.tensor(named: $0.name) == nil }.map(\.name)
        onlySecond = second.tensors.filter { !names.contains(Array($0.name.utf8)) }.map(\.name)
        let common = first.tensors.compactMap { tensor in
            second.tensor(named: tensor.name).map { (first: tensor, second: $0) }
        }
        otherShapes = common.filter { $0.first.shape != $0.second.shape }
            .map { ($0.first.name, $0.first.shape, $0.second.shape) }
        let comparable = common.filter { $0.first.shape == $0.second.shape }
        for (index, pair) in comparable.enumerated() {
            let tensor = pair.first
            tensors.append(
                try Self.withFloats(of: tensor, in: first) { own in
                    try Self.withFloats(of: tensor, in: second) { other in
                        TensorDifference(name: tensor.name, shape: tensor.shape, own, other)
                    }
                })
            try progress(index + 1, comparable.count)
        }
    }

    /// Whether every tensor is in both models and every element is the same.
    public var isNone: Bool {
        onlyFirst.isEmpty && onlySecond.isEmpty && otherShapes.isEmpty && tensors.allSatisfy { $0.largest == 0 }
    }

    private static func withFloats<Result>(
        of tensor: ModelTensor, in weights: any ModelWeights, _ body: (UnsafeBufferPointer<Float>) throws -> Result
    ) throws -> Result {
        let floats = UnsafeMutableBufferPointer<Float>.allocate(capacity: tensor.elementCount)
        defer { floats.deallocate() }
        try weights.readFloats(of: tensor.name, into: floats)
        return try body(UnsafeBufferPointer(floats))
    }
}
