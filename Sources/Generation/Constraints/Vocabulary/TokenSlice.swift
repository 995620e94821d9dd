/// What a lexeme alone allows from one of its states on, among the tokens below a node of the vocabulary's tree.
struct TokenSlice: Sendable {
    /// The tokens that stay within the lexeme: a few one by one, many as a mask.
    let tokens: [Int32]
    let mask: TokenMask?
    /// The nodes at which the lexeme may end while tokens go on.
    let exits: [Int32]

    /// Walks the tree.
    init(_ lexeme: Lexeme, state: Int, below node: Int, of trie: TokenTrie, vocabularySize: Int) {
        var found: [Int32] = []
        var exits: [Int32] = []
        switch lexeme {
        case .regular(let language):
            language.transitions.withUnsafeBufferPointer { transitions in
                language.classes.withUnsafeBufferPointer { classes in
                    language.accepting.withUnsafeBufferPointer { accepting in
                        let count = language.classCount
                        Self.walk(
                            trie, from: node, state, &found, &exits,
                            next: { Int(transitions[$0 * count + Int(classes[Int($1)])]) }, accepts: { accepting[$0] })
                    }
                }
            }
        case .string:
            Self.walk(
                trie, from: node, state, &found, &exits, next: { Lexeme.nextCounted($0, $1) },
                accepts: { lexeme.accepts($0) })
        }
        self.exits = exits
        if found.count > 64 {
            var mask = TokenMask(vocabularySize: vocabularySize)
            for token in found { mask.insert(token) }
            self.mask = mask
            tokens = []
        } else {
            mask = nil
            tokens = found
        }
    }

    @inline(__always)
    private static func walk(
        _ trie: TokenTrie, from node: Int, _ state: Int, _ found: inout [Int32], _ exits: inout [Int32],
        next: (Int, UInt8) -> Int, accepts: (Int) -> Bool
    ) {
        // The state behind each byte of the current path.
        var states = [Int](repeating: 0, count: trie.depth + 1)
        states[Int(trie.depths[node])] = state
        trie.bytes.withUnsafeBufferPointer { bytes in
            trie.depths.withUnsafeBufferPointer { depths in
                trie.ends.withUnsafeBufferPointer { ends in
                    trie.starts.withUnsafeBufferPointer { starts in
                        states.withUnsafeMutableBufferPointer { states in
                            var current = node + 1
                            let end = Int(ends[node])
                            while current < end {
                                let depth = Int(depths[current])
                                let reached = next(states[depth - 1], bytes[current])
                                guard reached >= 0 else {
                                    current = Int(ends[current])
                                    continue
                                }
                                states[depth] = reached
                                for place in starts[current]..<starts[current + 1] {
                                    found.append(trie.tokens[Int(place)])
                                }
                                if Int(ends[current]) > current + 1, accepts(reached) { exits.append(Int32(current)) }
                                current += 1
                            }
                        }
                    }
                }
            }
        }
    }

    /// Adds the tokens to a mask.
    func add(to mask: inout TokenMask) {
        if let own = self.mask { mask.formUnion(own) }
        for token in tokens { mask.insert(token) }
    }
}
