import Glibc
import Tensors
import Transformer

/// Collects what attention takes, and works out the weights of one position in a plain way.
final class AttentionRecorder {
    private let configuration: ModelConfiguration
    private let position: Int
    /// By layer: the queries of the position, and the keys of the positions up to it.
    private var queries: [[Float]]
    private var keys: [[Float]]

    init(_ configuration: ModelConfiguration, position: Int) {
        self.configuration = configuration
        self.position = position
        queries = [[Float]](repeating: [], count: configuration.layerCount)
        keys = queries
    }

    /// Takes the rows [queries | keys | values] of a layer, of which the first has position `start`.
    func note(layer: Int, rows: Tensor, from start: Int) {
        let query = configuration.queryWidth, key = configuration.keyValueWidth
        for row in 0..<rows.rows where start + row <= position {
            let values = rows.rows(row..<row + 1).values
            keys[layer] += values[query..<query + key]
            if start + row == position { queries[layer] = Array(values[..<query]) }
        }
    }

    /// The weights, once every position up to the one that looks has been noted.
    var pattern: AttentionPattern {
        AttentionPattern(
            position: position,
            weights: (0..<configuration.layerCount).map { layer in
                (0..<configuration.attentionHeadCount).map { weights(layer: layer, head: $0) }
            })
    }

    /// The softmax over the visible positions, as in Vaswani et al., "Attention is all you need" (2017), equation 1.
    private func weights(layer: Int, head: Int) -> [Float] {
        let size = configuration.headSize
        let shared = head / (configuration.attentionHeadCount / configuration.keyValueHeadCount)
        let first = configuration.window(ofLayer: layer).map { max(0, position - $0 + 1) } ?? 0
        let scores = (first...position).map { place -> Double in
            var product = 0.0
            for element in 0..<size {
                let key = keys[layer][place * configuration.keyValueWidth + shared * size + element]
                product += Double(queries[layer][head * size + element]) * Double(key)
            }
            product *= Double(configuration.attentionScale)
            guard let cap = configuration.attentionSoftcap else { return product }
            return Double(cap) * tanh(product / Double(cap))
        }
        let highest = scores.max() ?? 0
        let exponentials = scores.map { exp($0 - highest) }
        let total = exponentials.reduce(0, +)
        return [Float](repeating: 0, count: first) + exponentials.map { Float($0 / total) }
    }
}
