import CKernels

/// The distinct pretokens of a text and how often each occurs.
///
/// A pretoken of up to 15 bytes is in its slot of a hash table, 32 bytes, of which half are in use at most; a longer one
/// costs its bytes and 24 more.
package struct PretokenCounts: Sendable {
    private struct Slot: BitwiseCopyable, Sendable {
        var key = martlet_piece_key()
        var count: Int64 = 0
        var unused: Int64 = 0
    }

    /// The size is a power of two; a key of zero is free.
    private var slots = [Slot](repeating: Slot(), count: 1 << 10)
    private var shortCount = 0
    private var long = LongPretokenCounts()

    package init() {}

    /// How many distinct pretokens there are.
    package var count: Int { shortCount + long.count }

    /// Cuts `bytes` with `pattern` and counts its pretokens.
    package mutating func add(_ bytes: UnsafeRawBufferPointer, pattern: PretokenizerPattern) {
        guard let base = bytes.baseAddress else { return }
        let text = base.assumingMemoryBound(to: UInt8.self)
        var scanner = PretokenizerScanner(text, count: bytes.count, pattern: pattern)
        let kernel = pattern.kernel
        var position = 0
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 1024) { ends in
            while true {
                // The kernels cut what is simple; one piece that is not is cut here.
                if let kernel {
                    let found = martlet_cut_pieces(text, position, bytes.count, kernel, ends.baseAddress, ends.count)
                    for end in ends[..<found] {
                        add(text, position..<end, of: bytes.count, occurrences: 1)
                        position = end
                    }
                    if found == ends.count { continue }
                    scanner.move(to: position)
                }
                guard let piece = scanner.next() else { break }
                add(text, piece, of: bytes.count, occurrences: 1)
                position = piece.upperBound
            }
        }
    }

    /// Adds all counts of `other`.
    package mutating func merge(_ other: PretokenCounts) {
        for slot in other.slots where slot.count > 0 { add(slot.key, occurrences: slot.count) }
        long.merge(other.long)
    }

    /// All pretokens with their bytes.
    func words() -> LongPretokenCounts {
        var words = long
        for slot in slots where slot.count > 0 {
            withUnsafeBytes(of: (slot.key.low, slot.key.high)) { bytes in
                let bytes = bytes.assumingMemoryBound(to: UInt8.self)
                if let base = bytes.baseAddress { words.add(base, count: Int(bytes[15]), occurrences: slot.count) }
            }
        }
        return words
    }

    /// All pretokens and how often each occurs, for looking at.
    package func all() -> [[UInt8]: Int64] {
        let words = words()
        var result: [[UInt8]: Int64] = [:]
        for index in 0..<words.count {
            result[Array(words.arena[words.offsets[index]..<words.offsets[index + 1]])] = words.counts[index]
        }
        return result
    }

    @inline(__always)
    private mutating func add(_ text: UnsafePointer<UInt8>, _ piece: Range<Int>, of end: Int, occurrences: Int64) {
        if piece.count <= WholeTokenTable.longestKey {
            add(martlet_piece_key(text, piece.lowerBound, piece.count, end), occurrences: occurrences)
        } else {
            long.add(text + piece.lowerBound, count: piece.count, occurrences: occurrences)
        }
    }

    @inline(__always)
    private mutating func add(_ key: martlet_piece_key, occurrences: Int64) {
        let hash = Int(truncatingIfNeeded: martlet_piece_hash(key))
        let isNew = slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count - 1
            var place = hash & mask
            while slots[place].key.low != key.low || slots[place].key.high != key.high {
                if slots[place].key.high == 0 {
                    slots[place].key = key
                    break
                }
                place = (place + 1) & mask
            }
            slots[place].count += occurrences
            return slots[place].count == occurrences
        }
        guard isNew else { return }
        shortCount += 1
        if shortCount * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        var grown = [Slot](repeating: Slot(), count: slots.count * 2)
        let mask = grown.count - 1
        for slot in slots where slot.count > 0 {
            var place = Int(truncatingIfNeeded: martlet_piece_hash(slot.key)) & mask
            while grown[place].key.high != 0 { place = (place + 1) & mask }
            grown[place] = slot
        }
        slots = grown
    }
}
