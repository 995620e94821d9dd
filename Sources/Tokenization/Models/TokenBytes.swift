/// The bytes of every token of a vocabulary, by id.
package struct TokenBytes: Sendable {
    private let arena: ConstantTable<UInt8>
    private let offsets: ConstantTable<Int>

    /// The bytes of the tokens 0, 1, 2 and so on.
    package init(_ tokens: [[UInt8]]) {
        var arena: [UInt8] = []
        var offsets = [0]
        for token in tokens {
            arena.append(contentsOf: token)
            offsets.append(arena.count)
        }
        self.arena = ConstantTable(arena)
        self.offsets = ConstantTable(offsets)
    }

    /// How many tokens there are.
    package var count: Int { offsets.count - 1 }

    /// The bytes of token `id`, which must be in the vocabulary.
    @inline(__always)
    package subscript(id: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = offsets[Int(id)]
        return UnsafeBufferPointer(start: arena.base + start, count: offsets[Int(id) + 1] - start)
    }

    /// Whether token `id` exists.
    @inline(__always)
    package func contains(_ id: Int32) -> Bool { id >= 0 && Int(id) < count }
}
