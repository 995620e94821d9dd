/// The plain tokens of a vocabulary as a tree of their bytes, its nodes in the order of a walk.
///
/// Node 0 is the root. The nodes below a node follow it directly, so that passing over them is one step.
struct TokenTrie: Sendable {
    /// The last byte of each node's path.
    let bytes: [UInt8]
    /// The length of each node's path.
    let depths: [Int32]
    /// For each node, the first one behind those below it.
    let ends: [Int32]
    /// For each node, the place in `tokens` of the first token that lies at it or behind it; one more at the end.
    let starts: [Int32]
    /// The tokens in the order of their bytes.
    let tokens: [Int32]
    /// Whether a comma comes anywhere below a node.
    let leadsToComma: [Bool]
    /// The length of the longest token.
    let depth: Int

    /// - Parameter table: the bytes of each token, nil for those that are left out.
    init(_ table: [[UInt8]?]) {
        let order = table.indices.filter { table[$0] != nil }.sorted { left, right in
            let (a, b) = (table[left] ?? [], table[right] ?? [])
            return a == b ? left < right : a.lexicographicallyPrecedes(b)
        }
        var bytes: [UInt8] = [0]
        var depths: [Int32] = [0]
        var starts: [Int32] = [0]
        var ends: [Int32] = [0]
        var path = [0]
        var previous: [UInt8] = []
        for (place, token) in order.enumerated() {
            let word = table[token] ?? []
            let shared = zip(previous, word).prefix { $0 == $1 }.count
            while path.count > shared + 1 { ends[path.removeLast()] = Int32(bytes.count) }
            for position in shared..<max(shared, word.count) {
                path.append(bytes.count)
                bytes.append(word[position])
                depths.append(Int32(position + 1))
                starts.append(Int32(place))
                ends.append(0)
            }
            previous = word
        }
        for node in path { ends[node] = Int32(bytes.count) }
        starts.append(Int32(order.count))
        var commas = [Bool](repeating: false, count: bytes.count)
        var open: [Int] = []
        for node in bytes.indices {
            while let last = open.last, depths[last] >= depths[node] { open.removeLast() }
            if bytes[node] == UInt8(ascii: ",") { for above in open { commas[above] = true } }
            open.append(node)
        }
        self.bytes = bytes
        self.depths = depths
        self.starts = starts
        self.ends = ends
        tokens = order.map { Int32($0) }
        leadsToComma = commas
        depth = Int(depths.max() ?? 0)
    }

    /// The tokens that end at a node.
    func tokens(at node: Int) -> ArraySlice<Int32> {
        tokens[Int(starts[node])..<Int(starts[node + 1])]
    }

    /// Whether tokens go on behind a node.
    func hasChildren(_ node: Int) -> Bool { Int(ends[node]) > node + 1 }

    /// The nodes one byte behind `node`.
    func children(of node: Int) -> some Sequence<Int> {
        sequence(state: node + 1) { next -> Int? in
            guard next < Int(ends[node]) else { return nil }
            defer { next = Int(ends[next]) }
            return next
        }
    }

    /// The node behind `byte`; nil where no token goes on like this.
    func child(of node: Int, _ byte: UInt8) -> Int? { children(of: node).first { bytes[$0] == byte } }

    /// The tokens that `text` begins with.
    func prefixes(of text: [UInt8]) -> [Int32] {
        var found: [Int32] = []
        var node = 0
        for byte in text {
            guard let child = child(of: node, byte) else { break }
            node = child
            found += tokens(at: node)
        }
        return found
    }
}
