/// Tokens by code point.
struct CodePointTable: Sendable {
    private let ascii: ConstantTable<Int32>
    /// The code point in the upper half, the token in the lower; all ones where the slot is free.
    private let slots: ConstantTable<UInt64>
    private let mask: Int

    /// Takes code points and their tokens; of equal ones the first counts.
    init(_ entries: [(codePoint: UInt32, id: Int32)]) {
        var ascii = [Int32](repeating: -1, count: 128)
        var size = 16
        while size < entries.count * 2 { size *= 2 }
        var slots = [UInt64](repeating: .max, count: size)
        for (codePoint, id) in entries {
            if codePoint < 128 {
                if ascii[Int(codePoint)] < 0 { ascii[Int(codePoint)] = id }
                continue
            }
            var slot = Self.hash(codePoint) & (size - 1)
            while slots[slot] != .max, slots[slot] >> 32 != UInt64(codePoint) { slot = (slot + 1) & (size - 1) }
            if slots[slot] == .max { slots[slot] = UInt64(codePoint) << 32 | UInt64(UInt32(bitPattern: id)) }
        }
        self.ascii = ConstantTable(ascii)
        self.slots = ConstantTable(slots)
        mask = size - 1
    }

    /// The token of `codePoint`; negative where there is none.
    @inline(__always)
    func find(_ codePoint: UInt32) -> Int32 {
        if codePoint < 128 { return ascii[Int(codePoint)] }
        var slot = Self.hash(codePoint) & mask
        while true {
            let entry = slots[slot]
            if entry == .max { return -1 }
            if entry >> 32 == UInt64(codePoint) { return Int32(truncatingIfNeeded: entry) }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always)
    private static func hash(_ codePoint: UInt32) -> Int {
        Int(truncatingIfNeeded: ByteHash.mix(UInt64(codePoint)))
    }
}
