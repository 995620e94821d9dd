import Generation
import Glibc

/// The sampler chain as the definition says it: sort everything, cut, weigh, divide.
struct SamplerReference {
    struct Entry {
        let token: Int32
        let probability: Double
    }

    /// What may be drawn, in the order of choice.
    let entries: [Entry]

    init(_ logits: [Float], _ options: SamplingOptions) {
        var order = logits.indices.sorted { left, right in
            logits[left] != logits[right] ? logits[left] > logits[right] : left < right
        }
        if options.isGreedy { order = [order[0]] }
        if options.topK > 0 { order = Array(order.prefix(options.topK)) }
        let highest = Double(logits[order[0]])
        func weigh(_ tokens: [Int], _ temperature: Double) -> [Double] {
            let weights = tokens.map { exp((Double(logits[$0]) - highest) / temperature) }
            let total = weights.reduce(0, +)
            return weights.map { $0 / total }
        }
        if options.topP < 1 {
            var cumulative = 0.0
            var kept: [Int] = []
            for (token, probability) in zip(order, weigh(order, 1)) where cumulative < options.topP {
                kept.append(token)
                cumulative += probability
            }
            order = kept
        }
        let probabilities = options.isGreedy ? [1] : weigh(order, options.temperature)
        entries = zip(order, probabilities).map { Entry(token: Int32($0), probability: $1) }
    }

    /// The token whose share of the line from 0 to 1 holds `point`, and the distance to the share's nearest end.
    func token(at point: Double) -> (token: Int32, margin: Double) {
        var cumulative = 0.0
        for entry in entries {
            let start = cumulative
            cumulative += entry.probability
            if cumulative > point { return (entry.token, min(point - start, cumulative - point)) }
        }
        return (entries[entries.count - 1].token, 0)
    }
}
