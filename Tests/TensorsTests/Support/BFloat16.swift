/// The upper half of a float, rounded by the book: to nearest, ties to even.
struct BFloat16: Equatable {
    var bits: UInt16

    init(bits: UInt16) { self.bits = bits }

    /// The neighbour of `value` that is nearer; the even one where both are as near.
    init(_ value: Float) {
        if value.isNaN {
            bits = UInt16(value.bitPattern >> 16) | 0x40
            return
        }
        let below = UInt16(value.bitPattern >> 16), rest = value.bitPattern & 0xffff
        let roundsUp = rest > 0x8000 || (rest == 0x8000 && below % 2 == 1)
        bits = roundsUp ? below + 1 : below
    }

    var float: Float { Float(bitPattern: UInt32(bits) << 16) }
}
