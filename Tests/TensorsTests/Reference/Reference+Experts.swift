import Glibc

extension Reference {
    /// The experts of a row and their weights: the highest logits, weighted by a softmax over all or over themselves.
    static func route(_ logits: [Double], perRow: Int, normalizes: Bool) -> [(expert: Int, weight: Double)] {
        let highest = logits.max() ?? 0
        let sum = logits.reduce(0) { $0 + exp($1 - highest) }
        let order = logits.indices.sorted { logits[$0] != logits[$1] ? logits[$0] > logits[$1] : $0 < $1 }
        let chosen = order.prefix(perRow).map { (expert: $0, weight: exp(logits[$0] - highest) / sum) }
        let total = chosen.reduce(0) { $0 + $1.weight }
        return normalizes ? chosen.map { ($0.expert, $0.weight / total) } : chosen
    }
}
