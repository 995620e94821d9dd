import Training

/// An example as it lies in a batch.
struct PackedSpan: Hashable {
    /// Its row.
    let row: Int
    /// Its positions, counted over the whole batch.
    let range: Range<Int>
    let tokens: [Int32]
    let targets: [Int32]

    /// What an example should look like in a batch, whatever its place.
    static func content(of example: FineTuneExample) -> [[Int32]] {
        let targets = zip(example.tokens, example.isTrained).dropFirst().map { $1 ? $0 : -1 }
        return [Array(example.tokens.dropLast()), targets]
    }

    var content: [[Int32]] { [tokens, targets] }
}

extension TokenBatch {
    /// The examples of the batch, found by what each position may see; filling, which carries no loss, is left out.
    var spans: [PackedSpan] {
        let first = firstVisible ?? []
        var spans: [PackedSpan] = []
        for row in 0..<sequences {
            let end = (row + 1) * length
            var start = row * length
            while start < end {
                let next = first[start..<end].firstIndex { $0 != first[start] } ?? end
                let targets = Array(targets[start..<next])
                if targets.contains(where: { $0 >= 0 }) {
                    spans.append(
                        PackedSpan(row: row, range: start..<next, tokens: Array(tokens[start..<next]), targets: targets)
                    )
                }
                start = next
            }
        }
        return spans
    }
}
