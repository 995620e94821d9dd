/// How much one position attends to itself and to each before it.
public struct AttentionPattern: Sendable, Hashable {
    /// The position that looks.
    public let position: Int

    /// Weights by layer, head of queries, and position looked at, from 0 to ``position``. Those of a head sum to 1; what
    /// lies outside the window of a layer has 0.
    public let weights: [[[Float]]]

    /// The mean over the heads of a layer.
    public func mean(ofLayer layer: Int) -> [Float] { Self.mean(weights[layer]) }

    /// The mean over all heads of all layers.
    public var mean: [Float] { Self.mean(weights.flatMap { $0 }) }

    private static func mean(_ rows: [[Float]]) -> [Float] {
        guard let first = rows.first else { return [] }
        return first.indices.map { index in
            Float(rows.reduce(0.0) { $0 + Double($1[index]) } / Double(rows.count))
        }
    }
}
