import Synchronization

/// The masks of a grammar's states over one vocabulary, worked out when they are first needed.
final class GrammarMasks: Sendable {
    /// The most masks that are kept.
    private static let capacity = 512

    let grammar: ByteGrammar
    let vocabulary: ConstraintVocabulary
    private let masks = Mutex<[[AutomatonStack?]: TokenMask]>([:])

    init(_ grammar: ByteGrammar, _ vocabulary: ConstraintVocabulary) {
        self.grammar = grammar
        self.vocabulary = vocabulary
    }

    /// The tokens that can follow.
    func mask(of automaton: ByteAutomaton) -> TokenMask {
        let key = automaton.key(for: vocabulary.longestToken)
        if let known = masks.withLock({ $0[key] }) { return known }
        let mask = vocabulary.tokens(after: automaton)
        masks.withLock { masks in
            if masks.count >= Self.capacity { masks.removeAll(keepingCapacity: true) }
            masks[key] = mask
        }
        return mask
    }

    /// The state behind `token`; nil where it cannot follow.
    func state(after token: Int32, _ automaton: ByteAutomaton) -> ByteAutomaton? {
        guard let bytes = vocabulary.bytes(of: token) else { return nil }
        var next = automaton
        return next.advance(over: bytes) ? next : nil
    }
}
