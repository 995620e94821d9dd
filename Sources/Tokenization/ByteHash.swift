/// A fast hash of short byte sequences for the tables of this target; its values are never stored.
package enum ByteHash {
    /// Mixes eight bytes at a time with a multiplication whose halves are folded together.
    @inline(__always)
    package static func hash(_ base: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var state = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        var position = 0
        while position + 8 <= count {
            state = fold(state ^ load(base + position))
            position += 8
        }
        if position < count {
            var rest: UInt64 = 0
            for offset in 0..<(count - position) { rest |= UInt64(base[position + offset]) << UInt64(offset * 8) }
            state = fold(state ^ rest)
        }
        return state ^ state >> 32
    }

    /// Spreads a 64-bit key over all its bits.
    @inline(__always)
    package static func mix(_ key: UInt64) -> UInt64 {
        let mixed = fold(key ^ 0xA076_1D64_78BD_642F)
        return mixed ^ mixed >> 32
    }

    @inline(__always)
    private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    @inline(__always)
    private static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)
    }
}
