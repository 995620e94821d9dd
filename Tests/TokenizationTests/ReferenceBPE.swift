import Tokenization

/// Byte-pair encoding as one would explain it: everything is counted anew for every merge.
struct ReferenceBPE {
    private(set) var merges: [(left: Int32, right: Int32)] = []

    /// Learns up to `count` merges from words that occur as often as they are given.
    init(training words: [[UInt8]], count: Int, minimumPairCount: Int = 2) {
        var words = words.map { $0.map { Int32($0) } }
        while merges.count < count {
            var counts: [[Int32]: Int] = [:]
            for word in words {
                for (left, right) in zip(word, word.dropFirst()) { counts[[left, right], default: 0] += 1 }
            }
            let best = counts.max { first, second in
                first.value != second.value
                    ? first.value < second.value : second.key.lexicographicallyPrecedes(first.key)
            }
            guard let best, best.value >= minimumPairCount else { return }
            let pair = (left: best.key[0], right: best.key[1])
            words = words.map { Self.merge($0, pair, into: Int32(256 + merges.count)) }
            merges.append(pair)
        }
    }

    /// The tokens of one word: the earliest merge that fits, everywhere, until none fits.
    func encode(_ word: [UInt8]) -> [Int32] {
        var tokens = word.map { Int32($0) }
        for (rank, pair) in merges.enumerated() { tokens = Self.merge(tokens, pair, into: Int32(256 + rank)) }
        return tokens
    }

    private static func merge(_ tokens: [Int32], _ pair: (left: Int32, right: Int32), into id: Int32) -> [Int32] {
        var result: [Int32] = []
        var position = 0
        while position < tokens.count {
            if position + 1 < tokens.count, tokens[position] == pair.left, tokens[position + 1] == pair.right {
                result.append(id)
                position += 2
            } else {
                result.append(tokens[position])
                position += 1
            }
        }
        return result
    }
}
