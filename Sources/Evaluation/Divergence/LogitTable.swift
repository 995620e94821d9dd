import Foundation

/// Logits [positions, vocabulary] as plain numbers.
struct LogitTable {
    let values: [Float]
    let columns: Int

    /// log p of every token at a position, in nats.
    func logProbabilities(at position: Int) -> [Double] {
        let row = values[position * columns..<(position + 1) * columns].map(Double.init)
        let most = row.max() ?? 0
        let total = log(row.reduce(0) { $0 + exp($1 - most) }) + most
        return row.map { $0 - total }
    }
}
