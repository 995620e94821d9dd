/// The rules of SentencePiece's `precompiled_charsmap`: what certain sequences of characters become.
///
/// The bytes are the size of a trie (32 bits, little-endian), the trie in the layout of Darts-clone (32-bit units), and
/// the replacements, each ended by a byte 0. A map may come from anywhere: every index is checked, sequences are followed
/// for 256 bytes at most, and replacements have at most 1,024, so that no map makes work without end. Source: the
/// normalizer of google/sentencepiece and `darts.h` of s-yata/darts-clone.
package struct PrecompiledCharacterMap: Sendable {
    /// The map as it is stored.
    package let bytes: [UInt8]
    private let units: [UInt32]
    private let replacements: ConstantTable<UInt8>
    /// Whether a byte below 128 stays itself when another such byte, or nothing, follows.
    private let isPlain: [Bool]

    private static let longestSequence = 256
    private static let longestReplacement = 1024

    /// Checks the layout of `bytes`; the errors name `file` and `location`.
    package init(_ bytes: [UInt8], file: String, location: String) throws(TokenizerFileError) {
        func invalid(_ detail: String) -> TokenizerFileError {
            TokenizerFileError(.invalid, file: file, location: location, detail: "the map of characters \(detail)")
        }
        guard bytes.count > 4 else { throw invalid("has only \(bytes.count) bytes") }
        func word(_ offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32($1 * 8) }
        }
        let size = Int(word(0))
        guard size >= 4, size % 4 == 0, size < bytes.count - 4 else {
            throw invalid("says that its trie has \(size) of \(bytes.count) bytes")
        }
        self.bytes = bytes
        units = (0..<(size / 4)).map { word(4 + $0 * 4) }
        replacements = ConstantTable(Array(bytes[(4 + size)...]))
        let longest = bytes[(4 + size)...].split(separator: 0).lazy.map(\.count).max() ?? 0
        guard longest <= Self.longestReplacement else {
            throw invalid("has a replacement of \(longest) bytes; at most \(Self.longestReplacement) are allowed")
        }
        var isPlain = [Bool](repeating: true, count: 128)
        for first in UInt8(0)..<128 {
            var node = Self.offset(units[0])
            guard Self.step(&node, by: first, in: units) else { continue }
            if units[node] >> 8 & 1 == 1 { isPlain[Int(first)] = false }
            let children = node ^ Self.offset(units[node])
            for second in UInt8(0)..<128 {
                var child = children
                if Self.step(&child, by: second, in: units) { isPlain[Int(first)] = false }
            }
        }
        self.isPlain = isPlain
    }

    /// Whether `byte` stays as it is when a byte below 128 follows it, or none.
    @inline(__always)
    package func isPlain(_ byte: UInt8) -> Bool { byte < 128 && isPlain[Int(byte)] }

    /// The rules for sequences at the start of `text`, shortest first, until `visit` says false.
    @inline(__always)
    private func forEachPrefix(_ text: UnsafeBufferPointer<UInt8>, _ visit: (Int, Int) -> Bool) {
        var node = Self.offset(units[0])
        for position in 0..<min(text.count, Self.longestSequence) {
            guard Self.step(&node, by: text[position], in: units) else { return }
            let unit = units[node]
            node ^= Self.offset(unit)
            guard unit >> 8 & 1 == 1 else { continue }
            guard node < units.count else { return }
            let replacement = Int(units[node] & 0x7FFF_FFFF)
            guard replacement < replacements.count, visit(position + 1, replacement) else { return }
        }
    }

    /// The longest sequence at the start of `text` that has a rule: its length and its
    /// replacement, valid as long as the map.
    package func longestPrefix(_ text: UnsafeBufferPointer<UInt8>) -> (length: Int, bytes: UnsafeBufferPointer<UInt8>)?
    {
        var found: (length: Int, start: Int)?
        forEachPrefix(text) { length, start in
            found = (length, start)
            return true
        }
        return found.map { ($0.length, replacement(at: $0.start)) }
    }

    /// The replacement of the shortest sequence at the start of `text` that has a rule.
    package func shortestPrefix(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        var found: Int?
        forEachPrefix(text) { _, start in
            found = start
            return false
        }
        return found.map { replacement(at: $0) }
    }

    private func replacement(at start: Int) -> UnsafeBufferPointer<UInt8> {
        var end = start
        while end < replacements.count, replacements[end] != 0 { end += 1 }
        return UnsafeBufferPointer(start: replacements.base + start, count: end - start)
    }

    /// Goes from the children's place `node` to the child by `byte`; false where there is none. The byte 0 ends sequences
    /// in the map and is never part of one.
    @inline(__always)
    private static func step(_ node: inout Int, by byte: UInt8, in units: [UInt32]) -> Bool {
        let child = node ^ Int(byte)
        guard byte != 0, child < units.count, units[child] & 0x8000_00FF == UInt32(byte) else { return false }
        node = child
        return true
    }

    @inline(__always)
    private static func offset(_ unit: UInt32) -> Int { Int((unit >> 10) << ((unit & 0x200) >> 6)) }
}
