/// A set of tokens of a vocabulary: one bit a token.
public struct TokenMask: Sendable, Hashable {
    private var words: [UInt64]
    /// The number of tokens of the vocabulary; others are in no mask.
    public let vocabularySize: Int

    /// A mask without tokens.
    public init(vocabularySize: Int) {
        self.vocabularySize = vocabularySize
        words = [UInt64](repeating: 0, count: (vocabularySize + 63) / 64)
    }

    /// Whether there is no token.
    public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// How many tokens there are.
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Whether `token` is one of them.
    @inline(__always)
    public func contains(_ token: Int32) -> Bool {
        token >= 0 && Int(token) < vocabularySize && words[Int(token) >> 6] >> UInt64(token & 63) & 1 == 1
    }

    /// Adds a token; one outside the vocabulary is left out.
    public mutating func insert(_ token: Int32) {
        if token >= 0, Int(token) < vocabularySize { words[Int(token) >> 6] |= 1 << UInt64(token & 63) }
    }

    /// Adds the tokens of another mask of the same vocabulary.
    public mutating func formUnion(_ other: TokenMask) {
        for index in words.indices where index < other.words.count { words[index] |= other.words[index] }
    }

    /// Sets the elements of tokens that are not in the mask to minus infinity, but for those that are no numbers or plus
    /// infinity: what is broken stays in sight.
    func exclude(from row: UnsafeMutableBufferPointer<Float>) {
        precondition(row.count == vocabularySize, "a mask of \(vocabularySize) tokens for \(row.count) logits")
        for (index, word) in words.enumerated() where word != .max {
            let first = index << 6
            if word == 0, first + 64 <= row.count {
                for place in first..<first + 64 { row[place] = row[place] < .infinity ? -.infinity : row[place] }
                continue
            }
            var absent = ~word
            while absent != 0 {
                let place = first + absent.trailingZeroBitCount
                absent &= absent - 1
                // Beyond the last token there are bits, but no logits.
                guard place < row.count else { break }
                if row[place] < .infinity { row[place] = -.infinity }
            }
        }
    }

    /// The token that so many others of the mask come before, by their ids; nil where there are not so many.
    public func token(at rank: Int) -> Int32? {
        var left = rank
        for (index, word) in words.enumerated() {
            let count = word.nonzeroBitCount
            if left >= count {
                left -= count
                continue
            }
            var rest = word
            for _ in 0..<left { rest &= rest - 1 }
            return Int32(index << 6 + rest.trailingZeroBitCount)
        }
        return nil
    }
}
