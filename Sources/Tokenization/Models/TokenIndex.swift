import Glibc

/// Finds the id of a token by its bytes.
package struct TokenIndex: Sendable {
    private let arena: ConstantTable<UInt8>
    private let offsets: ConstantTable<Int>
    private let ids: ConstantTable<Int32>
    /// The place of an entry plus one, by hash; 0 where the slot is free.
    private let slots: ConstantTable<UInt32>
    private let mask: Int
    /// How many bytes the longest token has.
    package let longest: Int
    /// The place of a token whose bytes an earlier one has, among those given; nil where all differ.
    package let firstRepeated: Int?

    /// Takes tokens and their ids; of equal ones the first counts.
    package init(_ tokens: some Sequence<(bytes: [UInt8], id: Int32)>) {
        var arena: [UInt8] = []
        var offsets = [0]
        var ids: [Int32] = []
        var longest = 0
        for token in tokens {
            arena.append(contentsOf: token.bytes)
            offsets.append(arena.count)
            ids.append(token.id)
            longest = max(longest, token.bytes.count)
        }
        var size = 16
        while size < ids.count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        let bytes = ConstantTable(arena)
        var firstRepeated: Int?
        for index in ids.indices {
            let (start, count) = (offsets[index], offsets[index + 1] - offsets[index])
            var slot = Int(truncatingIfNeeded: ByteHash.hash(bytes.base + start, count: count)) & (size - 1)
            var isNew = true
            while slots[slot] != 0 {
                let other = Int(slots[slot]) - 1
                if offsets[other + 1] - offsets[other] == count,
                    memcmp(bytes.base + offsets[other], bytes.base + start, count) == 0
                {
                    isNew = false
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
            if isNew {
                slots[slot] = UInt32(index + 1)
            } else if firstRepeated == nil {
                firstRepeated = index
            }
        }
        self.arena = bytes
        self.offsets = ConstantTable(offsets)
        self.ids = ConstantTable(ids)
        self.slots = ConstantTable(slots)
        self.longest = longest
        self.firstRepeated = firstRepeated
        mask = size - 1
    }

    /// The id of the token of these bytes; negative where there is none.
    @inline(__always)
    package func find(_ base: UnsafePointer<UInt8>, count: Int) -> Int32 {
        guard count <= longest else { return -1 }
        var slot = Int(truncatingIfNeeded: ByteHash.hash(base, count: count)) & mask
        while true {
            let entry = Int(slots[slot]) - 1
            if entry < 0 { return -1 }
            let start = offsets[entry]
            if offsets[entry + 1] - start == count, memcmp(arena.base + start, base, count) == 0 {
                return ids[entry]
            }
            slot = (slot + 1) & mask
        }
    }

    /// The id of the token of these bytes; nil where there is none.
    package func find(_ bytes: some Collection<UInt8>) -> Int32? {
        let id = Array(bytes).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { find($0, count: bytes.count) } ?? -1
        }
        return id < 0 ? nil : id
    }
}
