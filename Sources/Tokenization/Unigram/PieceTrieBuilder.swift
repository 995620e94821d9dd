/// Lays the nodes of a ``PieceTrie`` out in its array, the first place that fits.
struct PieceTrieBuilder {
    private(set) var units: [PieceTrie.Unit] = []
    private(set) var ids: [Int32] = []
    private let pieces: [(bytes: [UInt8], score: Double, id: Int32)]
    /// The free units, a ring of indices in ascending order: `next[0]` is the first, since unit 0 is never free.
    private var next: [Int] = [0]
    private var previous: [Int] = [0]

    /// How many places are tried for a node with several children before it goes to the end of the array: memory
    /// against time.
    private static let mostTries = 200

    init(_ pieces: [(bytes: [UInt8], score: Double, id: Int32)]) {
        // Sorted by bytes; equal ones keep their order, so that the last of them is written last.
        self.pieces = pieces.enumerated().filter { !$1.bytes.isEmpty }.sorted { first, second in
            if first.element.bytes == second.element.bytes { return first.offset < second.offset }
            return first.element.bytes.lexicographicallyPrecedes(second.element.bytes)
        }.map(\.element)
    }

    /// Places all nodes, depth first; a stack instead of recursion, because the longest sequence may be long.
    mutating func build() {
        grow(to: 512)
        units[0].parent = PieceTrie.noParent
        var open = [(node: 0, range: pieces.indices, depth: 0)]
        var children: [(label: UInt8, range: Range<Int>)] = []
        while let (node, range, depth) = open.popLast() {
            children.removeAll(keepingCapacity: true)
            var start = range.lowerBound
            while start < range.upperBound {
                guard depth < pieces[start].bytes.count else {
                    units[node].score = pieces[start].score
                    ids[node] = pieces[start].id
                    start += 1
                    continue
                }
                let label = pieces[start].bytes[depth]
                var end = start + 1
                while end < range.upperBound, pieces[end].bytes[depth] == label { end += 1 }
                children.append((label, start..<end))
                start = end
            }
            guard !children.isEmpty else { continue }
            let base = place(children.map(\.label))
            units[node].base = UInt32(base)
            for child in children {
                take(base + Int(child.label), parent: UInt32(node))
                open.append((base + Int(child.label), child.range, depth + 1))
            }
        }
    }

    /// A base at which the units of all labels, which ascend, are free.
    private mutating func place(_ labels: [UInt8]) -> Int {
        let first = Int(labels[0])
        var candidate = next[0]
        var tries = 0
        // Nodes with one child fill the gaps that the others leave, so each takes the first gap it fits.
        while candidate != 0, tries < Self.mostTries {
            let base = candidate - first
            if base >= 0, labels.allSatisfy({ base + Int($0) >= units.count || isFree(base + Int($0)) }) {
                grow(to: base + 256)
                return base
            }
            candidate = next[candidate]
            tries += 1
        }
        let base = units.count
        grow(to: base + 256)
        return base
    }

    private func isFree(_ index: Int) -> Bool { units[index].parent == PieceTrie.none }

    private mutating func grow(to count: Int) {
        precondition(count < Int(UInt32.max) - 256, "a vocabulary of four billion bytes")
        while units.count < count {
            let index = units.count
            units.append(PieceTrie.Unit(base: 0, parent: PieceTrie.none, score: .nan))
            ids.append(-1)
            if index == 0 { continue }
            let last = previous[0]
            next.append(0)
            previous.append(last)
            next[last] = index
            previous[0] = index
        }
    }

    private mutating func take(_ index: Int, parent: UInt32) {
        units[index].parent = parent
        next[previous[index]] = next[index]
        previous[next[index]] = previous[index]
    }
}
