/// Byte sequences as a tree of their common beginnings.
struct ByteTrie: Sendable {
    private struct Edge: BitwiseCopyable, Sendable {
        /// The node in the upper bits, the byte in the lowest eight; all ones where the slot is free.
        var key: UInt64
        var target: UInt32
    }

    private let edges: ConstantTable<Edge>
    private let mask: Int
    /// The value of each node; negative where no sequence ends.
    private let values: ConstantTable<Int32>

    /// Takes sequences and their values, which must not be negative; of equal sequences the first counts.
    init(_ entries: [(bytes: [UInt8], value: Int32)]) {
        let mostNodes = entries.reduce(1) { $0 + $1.bytes.count }
        var size = 16
        while size < mostNodes * 2 { size *= 2 }
        var edges = [Edge](repeating: Edge(key: .max, target: 0), count: size)
        var values: [Int32] = [-1]
        for entry in entries {
            var node: UInt32 = 0
            for byte in entry.bytes {
                let key = UInt64(node) << 8 | UInt64(byte)
                var slot = Int(truncatingIfNeeded: ByteHash.mix(key)) & (size - 1)
                while edges[slot].key != .max, edges[slot].key != key { slot = (slot + 1) & (size - 1) }
                if edges[slot].key == .max {
                    edges[slot] = Edge(key: key, target: UInt32(values.count))
                    values.append(-1)
                }
                node = edges[slot].target
            }
            if values[Int(node)] < 0 { values[Int(node)] = entry.value }
        }
        self.edges = ConstantTable(edges)
        self.values = ConstantTable(values)
        mask = size - 1
    }

    /// The longest sequence that begins at `start`: where it ends, and its value.
    func longestMatch(
        _ base: UnsafePointer<UInt8>, from start: Int, before end: Int
    ) -> (end: Int, value: Int32)? {
        var node: UInt64 = 0
        var best: (end: Int, value: Int32)?
        var position = start
        search: while position < end {
            let key = node << 8 | UInt64(base[position])
            var slot = Int(truncatingIfNeeded: ByteHash.mix(key)) & mask
            while true {
                let edge = edges[slot]
                if edge.key == .max { break search }
                if edge.key == key {
                    node = UInt64(edge.target)
                    break
                }
                slot = (slot + 1) & mask
            }
            position += 1
            let value = values[Int(node)]
            if value >= 0 { best = (position, value) }
        }
        return best
    }
}
