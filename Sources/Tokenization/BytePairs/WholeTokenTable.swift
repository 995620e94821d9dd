/// Finds the token that a whole pretoken becomes, for pretokens that merge into exactly one token.
///
/// Only tokens that merging really reaches from their bytes are in the table: a token of the vocabulary that the
/// order of merges makes unreachable must not be emitted, however well it fits.
struct WholeTokenTable: Sendable {
    private struct Slot: BitwiseCopyable, Sendable {
        var key: ShortPieceKey
        var token: Int32
    }

    private let slots: ConstantTable<Slot>
    private let mask: Int

    /// Takes the reachable tokens with their bytes; those over 15 bytes are left out.
    init(_ tokens: [(bytes: UnsafeBufferPointer<UInt8>, id: Int32)]) {
        var size = 64
        while size < tokens.count * 3 { size *= 2 }
        var slots = [Slot](repeating: Slot(key: .none, token: -1), count: size)
        for token in tokens where token.bytes.count <= ShortPieceKey.longest {
            guard let base = token.bytes.baseAddress, !token.bytes.isEmpty else { continue }
            let key = ShortPieceKey(base, at: 0, count: token.bytes.count, end: token.bytes.count)
            var slot = Int(truncatingIfNeeded: key.hash) & (size - 1)
            while slots[slot].key != .none, slots[slot].key != key { slot = (slot + 1) & (size - 1) }
            if slots[slot].key == .none { slots[slot] = Slot(key: key, token: token.id) }
        }
        self.slots = ConstantTable(slots)
        mask = size - 1
    }

    /// The token of the pretoken with `key`; negative where it is not one reachable token.
    @inline(__always)
    func find(_ key: ShortPieceKey) -> Int32 {
        var slot = Int(truncatingIfNeeded: key.hash) & mask
        while true {
            let entry = slots.base + slot
            if entry.pointee.key == key { return entry.pointee.token }
            if entry.pointee.key == .none { return -1 }
            slot = (slot + 1) & mask
        }
    }
}
