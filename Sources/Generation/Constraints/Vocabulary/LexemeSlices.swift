import Synchronization

/// The slices of one lexeme over a vocabulary, worked out when they are first needed and shared by all grammars that
/// have the lexeme.
final class LexemeSlices: Sendable {
    private struct Place: Hashable {
        let state: Int
        let node: Int32
    }

    /// The most slices that are kept.
    private static let capacity = 2048
    /// Below smaller nodes a walk is cheaper than a look-up.
    private static let leastNodes: Int32 = 48

    let lexeme: Lexeme
    private let trie: TokenTrie
    private let vocabularySize: Int
    private let slices = Mutex<[Place: TokenSlice]>([:])

    init(_ lexeme: Lexeme, _ trie: TokenTrie, vocabularySize: Int) {
        self.lexeme = lexeme
        self.trie = trie
        self.vocabularySize = vocabularySize
    }

    /// The slice of a state below a node.
    func slice(_ state: Int, below node: Int) -> TokenSlice {
        let state = lexeme.blurred(state, beyond: trie.depth)
        guard trie.ends[node] - Int32(node) > Self.leastNodes else {
            return TokenSlice(lexeme, state: state, below: node, of: trie, vocabularySize: vocabularySize)
        }
        let place = Place(state: state, node: Int32(node))
        if let known = slices.withLock({ $0[place] }) { return known }
        let slice = TokenSlice(lexeme, state: state, below: node, of: trie, vocabularySize: vocabularySize)
        slices.withLock { slices in
            if slices.count >= Self.capacity { slices.removeAll(keepingCapacity: true) }
            slices[place] = slice
        }
        return slice
    }
}
