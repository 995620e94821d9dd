import Glibc

/// Distinct pretokens of any length and how often each occurs.
///
/// A hash table over one arena of bytes: a pretoken costs its bytes and 24 more, and no allocation of its own.
struct LongPretokenCounts: Sendable {
    /// The bytes of all distinct pretokens, one after the other, in the order of first occurrence.
    private(set) var arena: [UInt8] = []
    /// Where each distinct pretoken begins in the arena, and where the last one ends.
    private(set) var offsets: [Int] = [0]
    /// How often each occurs.
    private(set) var counts: [Int64] = []
    /// Index of a pretoken plus one, by hash; 0 where the slot is free. The size is a power of two.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

    init() {}

    /// How many distinct pretokens there are.
    var count: Int { counts.count }

    /// Adds all counts of `other`.
    mutating func merge(_ other: LongPretokenCounts) {
        other.arena.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for index in 0..<other.count {
                let start = other.offsets[index]
                add(base + start, count: other.offsets[index + 1] - start, occurrences: other.counts[index])
            }
        }
    }

    /// Counts one pretoken `occurrences` times.
    @inline(__always)
    mutating func add(_ pretoken: UnsafePointer<UInt8>, count length: Int, occurrences: Int64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: ByteHash.hash(pretoken, count: length)) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { break }
            let index = Int(entry) - 1
            let start = offsets[index]
            if offsets[index + 1] - start == length,
                arena.withUnsafeBufferPointer({
                    memcmp($0.baseAddress.unsafelyUnwrapped + start, pretoken, length) == 0
                })
            {
                counts[index] += occurrences
                return
            }
            slot = (slot + 1) & mask
        }
        precondition(counts.count < Int(UInt32.max) - 1, "more than four billion distinct pretokens")
        arena.append(contentsOf: UnsafeBufferPointer(start: pretoken, count: length))
        offsets.append(arena.count)
        counts.append(occurrences)
        slots[slot] = UInt32(counts.count)
        if counts.count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        arena.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for index in 0..<counts.count {
                let start = offsets[index]
                let hash = ByteHash.hash(base + start, count: offsets[index + 1] - start)
                var slot = Int(truncatingIfNeeded: hash) & mask
                while slots[slot] != 0 { slot = (slot + 1) & mask }
                slots[slot] = UInt32(index + 1)
            }
        }
    }
}
