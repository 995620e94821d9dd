/// A text of a ``ByteGrammar`` that is being written byte by byte.
///
/// A value type: copies go on independently. From every state that ``advance(_:)`` accepts, the text can be completed.
/// Where the grammar leaves open which of several forms a text will take, all are followed side by side.
package struct ByteAutomaton: Sendable {
    let grammar: ByteGrammar
    private(set) var threads: ByteGrammar.Threads

    /// At the beginning of a text.
    package init(_ grammar: ByteGrammar) {
        self.grammar = grammar
        threads = grammar.start
    }

    /// Whether the text may end here.
    package var isComplete: Bool { threads.contains { $0 == nil } }

    /// Whether the text must end here.
    package var isFinished: Bool { threads.allSatisfy { $0 == nil } }

    /// Goes one byte on; false, and unchanged, where no text of the grammar goes on like this.
    package mutating func advance(_ byte: UInt8) -> Bool {
        var next = ThreadCollector()
        for thread in threads {
            if let thread { grammar.step(thread, byte, into: &next) }
        }
        guard !next.threads.isEmpty else { return false }
        threads = next.threads
        return true
    }

    /// Goes over all `bytes`; false where they cannot all be written, with the state then undefined.
    package mutating func advance(over bytes: some Sequence<UInt8>) -> Bool {
        for byte in bytes where !advance(byte) { return false }
        return true
    }

    /// The byte that must follow; nil where there is a choice, or where the text may end.
    var forcedByte: UInt8? {
        guard !isComplete else { return nil }
        var found: UInt8?
        for byte in UInt8.min...UInt8.max where canAdvance(byte) {
            guard found == nil else { return nil }
            found = byte
        }
        return found
    }

    /// Whether `byte` may follow.
    func canAdvance(_ byte: UInt8) -> Bool {
        threads.contains { thread in
            switch thread?.frame {
            case .lexeme(let index, let state): grammar.lexemes[index].next(state, byte) >= 0
            case .key(let progress): grammar.advance(progress, byte) != nil
            default: false
            }
        }
    }
}
