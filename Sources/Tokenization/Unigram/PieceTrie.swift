/// A trie of byte sequences with a score and an id each, as a double array: one step is one load and one comparison.
///
/// The child of node `n` by byte `b` is the unit at `n.base + b`, if that unit's `parent` is `n`. Source: Aoe, "An
/// efficient digital search algorithm by using a double-array structure" (1989).
package struct PieceTrie: Sendable {
    struct Unit: BitwiseCopyable, Sendable {
        /// Where the children begin, minus their bytes; the array has 256 units from here.
        var base: UInt32
        /// The node this unit is a child of; `none` where the unit is free.
        var parent: UInt32
        /// The score of the sequence that ends here; NaN where none does.
        var score: Double
    }

    static let none = UInt32.max
    /// The root's parent.
    static let noParent = UInt32.max - 1
    /// The node of the empty sequence.
    static let root: UInt32 = 0

    let units: ConstantTable<Unit>
    /// The id of the sequence that ends at each unit; -1 where none does.
    let ids: ConstantTable<Int32>

    /// Takes sequences with their scores and ids; empty ones are left out, and of equal ones the last counts.
    package init(_ pieces: [(bytes: [UInt8], score: Double, id: Int32)]) {
        var builder = PieceTrieBuilder(pieces)
        builder.build()
        units = ConstantTable(builder.units)
        ids = ConstantTable(builder.ids)
    }

    /// The node after `node` by `byte`; nil where no sequence goes on so.
    @inline(__always)
    func child(of node: UInt32, by byte: UInt8) -> UInt32? {
        let next = units[Int(node)].base + UInt32(byte)
        return units[Int(next)].parent == node ? next : nil
    }

    /// The id of the sequence `bytes`; nil where it is not in the trie.
    package func id(of bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
        var node = Self.root
        for byte in bytes {
            guard let next = child(of: node, by: byte) else { return nil }
            node = next
        }
        return ids[Int(node)] >= 0 ? ids[Int(node)] : nil
    }

    /// The length of the longest sequence that begins `text`; nil where there is none.
    @inline(__always)
    func longestPrefix(of text: UnsafeBufferPointer<UInt8>) -> Int? { longestMatch(in: text)?.length }

    /// The longest sequence that begins `text`: its length and its id.
    @inline(__always)
    func longestMatch(in text: UnsafeBufferPointer<UInt8>) -> (length: Int, id: Int32)? {
        var node = Self.root
        var found: (length: Int, id: Int32)?
        for (index, byte) in text.enumerated() {
            guard let next = child(of: node, by: byte) else { break }
            node = next
            if ids[Int(node)] >= 0 { found = (index + 1, ids[Int(node)]) }
        }
        return found
    }
}
