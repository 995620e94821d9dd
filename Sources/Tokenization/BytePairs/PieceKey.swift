/// Up to 31 bytes as four words: the bytes in order, zeros, and the length in the highest byte.
struct PieceKey: BitwiseCopyable, Sendable, Equatable {
    /// The longest sequence that has a key.
    static let longest = 31

    let words: SIMD4<UInt64>

    /// The key of the bytes at `position ..< position + count`, of a buffer that ends at `end`.
    @inline(__always)
    init(_ base: UnsafePointer<UInt8>, at position: Int, count: Int, end: Int) {
        var words = SIMD4<UInt64>.zero
        if position + 32 <= end {
            let source = UnsafeRawPointer(base + position)
            for index in 0..<4 {
                let bytes = min(max(count - index * 8, 0), 8)
                // Swift's shift by 64 gives zero, so that no byte of an absent word stays.
                words[index] =
                    source.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
                    & ~(UInt64.max << UInt64(bytes * 8))
            }
        } else {
            for offset in 0..<count { words[offset / 8] |= UInt64(base[position + offset]) << UInt64(offset % 8 * 8) }
        }
        words[3] |= UInt64(count) << 56
        self.words = words
    }

    @inline(__always)
    var hash: UInt64 {
        let first = (words[0] ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: words[1] ^ 0xE703_7ED1_A0B4_28DB)
        let second = (words[2] ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: words[3] ^ 0x5899_65CC_7537_4CC3)
        let mixed = first.high ^ first.low ^ second.high ^ second.low
        return mixed ^ mixed >> 32
    }
}
