import Foundations

/// A shuffle of `0 ..< count` that is computed index by index and never stored.
///
/// A Feistel network over the next even power of two is a bijection whatever its round function; walking its cycles
/// until the value is below `count` restricts it to the range (Black and Rogaway, "Ciphers with arbitrary finite
/// domains", 2002).
package struct IndexPermutation: Sendable {
    /// How many indices are shuffled.
    package let count: Int
    private let halfBits: UInt64
    private let roundKeys: [UInt64]

    /// The shuffle that belongs to `seed`; another seed gives an unrelated one.
    package init(count: Int, seed: UInt64) {
        precondition(count > 0, "a permutation needs something to permute")
        self.count = count
        let bits = Int.bitWidth - (count - 1).leadingZeroBitCount
        halfBits = UInt64(max(1, (bits + 1) / 2))
        var generator = SplitMix64(seed: seed)
        roundKeys = (0..<6).map { _ in generator.next() }
    }

    /// Where `index` goes.
    package subscript(index: Int) -> Int {
        precondition(index >= 0 && index < count, "index outside the permutation")
        var value = UInt64(index)
        repeat { value = scrambled(value) } while value >= UInt64(count)
        return Int(value)
    }

    private func scrambled(_ value: UInt64) -> UInt64 {
        let mask = (UInt64(1) << halfBits) &- 1
        var left = value >> halfBits
        var right = value & mask
        for key in roundKeys {
            var generator = SplitMix64(seed: key ^ right)
            (left, right) = (right, left ^ (generator.next() & mask))
        }
        return left << halfBits | right
    }
}
