import Synchronization

/// The masks of a grammar's states over one vocabulary, worked out when they are first needed.
///
/// Most of a mask does not depend on what lies around the lexeme that is being written: it is the slice of the lexeme's
/// state. Only tokens that go on behind the end of the lexeme are walked for each state anew.
final class GrammarMasks: Sendable {
    /// The most masks that are kept.
    private static let capacity = 512

    let grammar: ByteGrammar
    let vocabulary: ConstraintVocabulary
    private let slices: [LexemeSlices]
    private let masks = Mutex<[ByteGrammar.Threads: TokenMask]>([:])

    init(_ grammar: ByteGrammar, _ vocabulary: ConstraintVocabulary) {
        self.grammar = grammar
        self.vocabulary = vocabulary
        slices = grammar.lexemes.map { vocabulary.slices(of: $0) }
    }

    /// The tokens that can follow.
    func mask(of automaton: ByteAutomaton) -> TokenMask {
        let isKey = automaton.threads.contains { thread in
            if case .key = thread?.frame { true } else { false }
        }
        // Keys are different each time: keeping their masks is of no use.
        if isKey { return tokens(after: automaton.threads) }
        let key = automaton.threads.map(blurred)
        if let known = masks.withLock({ $0[key] }) { return known }
        let mask = tokens(after: automaton.threads)
        masks.withLock { masks in
            if masks.count >= Self.capacity { masks.removeAll(keepingCapacity: true) }
            masks[key] = mask
        }
        return mask
    }

    /// The same for all stacks that no token tells apart, as far as counts of characters go.
    private func blurred(_ stack: AutomatonStack?) -> AutomatonStack? {
        guard let stack, case .lexeme(let index, let state) = stack.frame else { return stack }
        let blurred = grammar.lexemes[index].blurred(state, beyond: vocabulary.trie.depth)
        return blurred == state ? stack : AutomatonStack(.lexeme(index, state: blurred), on: stack.below)
    }

    /// The state behind `token`; nil where it cannot follow.
    func state(after token: Int32, _ automaton: ByteAutomaton) -> ByteAutomaton? {
        guard let bytes = vocabulary.bytes(of: token) else { return nil }
        var next = automaton
        return next.advance(over: bytes) ? next : nil
    }

    // MARK: Working out

    private func tokens(after threads: ByteGrammar.Threads) -> TokenMask {
        var mask = TokenMask(vocabularySize: vocabulary.size)
        for thread in threads { extend(thread, below: 0, &mask) }
        return mask
    }

    /// Adds the tokens below a node that go on with a form of the text.
    private func extend(_ thread: AutomatonStack?, below node: Int, _ mask: inout TokenMask) {
        switch thread?.frame {
        case .lexeme(let index, let state):
            let slice = slices[index].slice(state, below: node)
            slice.add(to: &mask)
            leave(thread?.below, at: slice.exits, &mask)
        case .key(let progress): extend(progress, on: thread?.below, below: node, &mask)
        default: break
        }
    }

    /// Goes on where a lexeme has ended at some nodes.
    private func leave(_ below: AutomatonStack?, at exits: [Int32], _ mask: inout TokenMask) {
        guard !exits.isEmpty else { return }
        var next = ThreadCollector()
        grammar.settle(below, into: &next)
        for exit in exits { for thread in next.threads { extend(thread, below: Int(exit), &mask) } }
    }

    // MARK: Keys

    private func extend(
        _ progress: KeyProgress, on below: AutomatonStack?, below node: Int, _ mask: inout TokenMask
    ) {
        let trie = vocabulary.trie
        if grammar.remainders(of: progress).isEmpty {
            // Nothing that is excluded begins like this.
            let slice = slices[progress.lexeme].slice(progress.state, below: node)
            slice.add(to: &mask)
            // The key matters only where the same token begins another one.
            let simple = slice.exits.filter { !trie.leadsToComma[Int($0)] }
            leave(grammar.afterKey(progress, on: below), at: simple, &mask)
            for exit in slice.exits where trie.leadsToComma[Int(exit)] {
                var whole = progress
                let token = trie.tokens[Int(trie.starts[Int(exit)])]
                let path = vocabulary.bytes(of: token) ?? []
                whole.written += path[Int(trie.depths[node])..<Int(trie.depths[Int(exit)])]
                leave(grammar.afterKey(whole, on: below), at: [exit], &mask)
            }
            return
        }
        for child in trie.children(of: node) {
            guard let next = grammar.advance(progress, trie.bytes[child]) else { continue }
            for token in trie.tokens(at: child) { mask.insert(token) }
            guard trie.hasChildren(child) else { continue }
            if grammar.canEnd(next) { leave(grammar.afterKey(next, on: below), at: [Int32(child)], &mask) }
            extend(next, on: below, below: child, &mask)
        }
    }
}
