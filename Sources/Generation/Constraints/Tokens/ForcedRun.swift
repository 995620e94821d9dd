import Tokenization

/// The tokens that must follow, whatever the model would say.
///
/// They are those that the tokenizer gives for the bytes that must follow, so that the model sees what it was trained
/// on; those at the end that a longer token could replace are left to the model.
struct ForcedRun {
    /// The most bytes that are looked ahead.
    private static let limit = 512

    let tokens: [Int32]

    /// - Parameter written: the tokens before, as far as they are remembered.
    init(_ automaton: ByteAutomaton, after written: [Int32], _ vocabulary: ConstraintVocabulary) {
        var current = automaton
        var bytes: [UInt8] = []
        while bytes.count < Self.limit, let byte = current.forcedByte, current.advance(byte) { bytes.append(byte) }
        guard !bytes.isEmpty else {
            tokens = []
            return
        }
        let run = Self.encode(bytes, after: written, vocabulary) ?? []
        var offset = 0
        var kept = 0
        for token in run {
            if Self.couldBeLonger(bytes[offset...], current, vocabulary) { break }
            offset += vocabulary.bytes(of: token)?.count ?? 0
            kept += 1
        }
        tokens = Array(run.prefix(kept))
    }

    /// The tokenizer's own tokens; nil where it does not keep to the bytes.
    private static func encode(
        _ bytes: [UInt8], after written: [Int32], _ vocabulary: ConstraintVocabulary
    ) -> [Int32]? {
        let before = written.flatMap { vocabulary.bytes(of: $0) ?? [] }
        var run = vocabulary.tokenizer.encode(bytes: before + bytes)
        if run.starts(with: written) {
            run.removeFirst(written.count)
        } else {
            // What is written is not how the tokenizer would have put it: the rest stands by itself.
            run = vocabulary.tokenizer.encode(bytes: bytes)
        }
        let spelled = run.map { vocabulary.bytes(of: $0) }
        return spelled.allSatisfy { $0 != nil } && spelled.compactMap { $0 }.joined().elementsEqual(bytes) ? run : nil
    }

    /// Whether a token begins with `bytes`, goes on, and fits what may come behind them.
    private static func couldBeLonger(
        _ bytes: ArraySlice<UInt8>, _ automaton: ByteAutomaton, _ vocabulary: ConstraintVocabulary
    ) -> Bool {
        let trie = vocabulary.trie
        var node = 0
        for byte in bytes {
            guard let child = trie.child(of: node, byte) else { return false }
            node = child
        }
        return trie.children(of: node).contains { automaton.canAdvance(trie.bytes[$0]) }
    }
}
