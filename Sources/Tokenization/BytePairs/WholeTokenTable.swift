import CKernels

/// Finds the token that a whole pretoken becomes, for pretokens that become exactly one token.
///
/// Tokens of up to 15 bytes are in slots of their own, which the kernels read; longer ones are found by their hash and
/// compared with the bytes of the vocabulary.
struct WholeTokenTable: Sendable {
    /// The longest pretoken that has a slot of its own.
    static let longestKey = 15

    private let slots: ConstantTable<martlet_piece_token>
    private let longTokens: ConstantTable<Int32>
    private let tokenBytes: TokenBytes

    /// Takes the ids of the tokens that are to be found; of tokens with the same bytes the first counts.
    init(_ ids: [Int32], of tokenBytes: TokenBytes) {
        let short = ids.filter { tokenBytes[$0].count <= Self.longestKey && !tokenBytes[$0].isEmpty }
        let long = ids.filter { tokenBytes[$0].count > Self.longestKey }
        var size = 64
        while size < short.count * 2 { size *= 2 }
        var slots = [martlet_piece_token](repeating: martlet_piece_token(), count: size)
        for id in short {
            let bytes = tokenBytes[id]
            let key = martlet_piece_key(bytes.baseAddress, 0, bytes.count, bytes.count)
            var slot = Int(truncatingIfNeeded: martlet_piece_hash(key)) & (size - 1)
            while slots[slot].key.high != 0, slots[slot].key.low != key.low || slots[slot].key.high != key.high {
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot].key.high == 0 { slots[slot] = martlet_piece_token(key: key, token: id, unused: 0) }
        }
        self.slots = ConstantTable(slots)

        size = 16
        while size < long.count * 2 { size *= 2 }
        var longTokens = [Int32](repeating: -1, count: size)
        for id in long {
            guard Self.find(tokenBytes[id], in: longTokens, of: tokenBytes) < 0 else { continue }
            var slot = Self.slot(tokenBytes[id], size)
            while longTokens[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            longTokens[slot] = id
        }
        self.longTokens = ConstantTable(longTokens)
        self.tokenBytes = tokenBytes
    }

    /// Where the kernels find the tokens of up to 15 bytes.
    func install(in encoder: inout martlet_piece_encoder) {
        encoder.tokens = slots.base
        encoder.token_mask = UInt64(slots.count - 1)
    }

    /// The token of the pretoken with `key`, of up to 15 bytes; negative where it is not one token.
    @inline(__always)
    func find(short key: martlet_piece_key) -> Int32 {
        var slot = Int(truncatingIfNeeded: martlet_piece_hash(key)) & (slots.count - 1)
        while true {
            let entry = slots.base + slot
            if entry.pointee.key.low == key.low, entry.pointee.key.high == key.high { return entry.pointee.token }
            if entry.pointee.key.high == 0 { return -1 }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    /// The token of a pretoken of more than 15 bytes; negative where it is not one token.
    func find(long bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
        Self.find(bytes, in: UnsafeBufferPointer(start: longTokens.base, count: longTokens.count), of: tokenBytes)
    }

    private static func find(
        _ bytes: UnsafeBufferPointer<UInt8>, in table: some RandomAccessCollection<Int32>, of tokenBytes: TokenBytes
    ) -> Int32 {
        var slot = slot(bytes, table.count)
        while true {
            let id = table[table.index(table.startIndex, offsetBy: slot)]
            if id < 0 || tokenBytes[id].elementsEqual(bytes) { return id }
            slot = (slot + 1) & (table.count - 1)
        }
    }

    private static func slot(_ bytes: UnsafeBufferPointer<UInt8>, _ size: Int) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        return Int(truncatingIfNeeded: ByteHash.hash(base, count: bytes.count)) & (size - 1)
    }
}
