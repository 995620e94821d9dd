/// Looks up what a pair of tokens merges into and how early that merge comes.
package struct MergeTable: Sendable {
    /// The rank of a pair that does not merge.
    static let noRank = UInt32.max

    private struct Slot: BitwiseCopyable, Sendable {
        var pair: UInt64
        var rank: UInt32
        var result: Int32
    }

    private let slots: ConstantTable<Slot>
    private let mask: Int

    /// Takes the merges with their ranks: the lowest rank merges first, wherever it stands in the text, and among
    /// equal ranks the leftmost pair. Of several merges of the same pair the first counts.
    package init(_ merges: [Merge], ranks: [UInt32]) {
        precondition(merges.count == ranks.count)
        var size = 64
        while size < merges.count * 2 { size *= 2 }
        var slots = [Slot](repeating: Slot(pair: .max, rank: Self.noRank, result: -1), count: size)
        for (merge, rank) in zip(merges, ranks) {
            let key = BytePair(UInt32(bitPattern: merge.left), UInt32(bitPattern: merge.right)).key
            var slot = Int(truncatingIfNeeded: ByteHash.mix(key)) & (size - 1)
            while slots[slot].pair != .max, slots[slot].pair != key { slot = (slot + 1) & (size - 1) }
            if slots[slot].pair == .max { slots[slot] = Slot(pair: key, rank: rank, result: merge.result) }
        }
        self.slots = ConstantTable(slots)
        mask = size - 1
    }

    /// The rank and the result of the merge of `left` and `right`; `noRank` where they do not merge.
    @inline(__always)
    func find(_ left: Int32, _ right: Int32) -> (rank: UInt32, result: Int32) {
        let key = BytePair(UInt32(bitPattern: left), UInt32(bitPattern: right)).key
        var slot = Int(truncatingIfNeeded: ByteHash.mix(key)) & mask
        while true {
            let entry = slots[slot]
            if entry.pair == key { return (entry.rank, entry.result) }
            if entry.pair == .max { return (Self.noRank, -1) }
            slot = (slot + 1) & mask
        }
    }
}
