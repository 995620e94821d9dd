/// Up to 15 bytes as two words: the bytes in order, zeros, and the length in the highest byte.
struct ShortPieceKey: BitwiseCopyable, Sendable, Equatable {
    /// The longest sequence that has a key.
    static let longest = 15
    /// The key of no bytes, which no piece of text has.
    static let none = ShortPieceKey(low: 0, high: 0)

    let low: UInt64
    let high: UInt64

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The key of the bytes at `position ..< position + count`, of a buffer that ends at `end`.
    @inline(__always)
    init(_ base: UnsafePointer<UInt8>, at position: Int, count: Int, end: Int) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        if position + 16 <= end {
            let source = UnsafeRawPointer(base + position)
            low = source.loadUnaligned(as: UInt64.self)
            if count <= 8 {
                low &= ~UInt64.zero &>> UInt64(64 - 8 * count)
            } else {
                high = source.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                high &= ~UInt64.zero &>> UInt64(128 - 8 * count)
            }
        } else {
            for offset in 0..<count {
                let byte = UInt64(base[position + offset]) << UInt64(offset % 8 * 8)
                if offset < 8 { low |= byte } else { high |= byte }
            }
        }
        self.low = low
        self.high = high | UInt64(count) << 56
    }

    @inline(__always)
    var hash: UInt64 {
        let product = (low ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: high ^ 0xE703_7ED1_A0B4_28DB)
        let mixed = product.high ^ product.low
        return mixed ^ mixed >> 32
    }
}
