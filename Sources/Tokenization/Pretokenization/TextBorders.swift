/// Places where a text may be cut so that its parts have the same pretokens as the whole.
///
/// There are two kinds, and every pattern with ``PretokenizerPattern/hasBorders`` begins a pretoken there, whatever comes before or after: a space between
/// two ASCII letters (the space begins the next word, or is a piece), and the place after a line feed between a character
/// that is not white space and a letter (the single line feed ends a piece, or is one).
package enum TextBorders {
    /// How many bytes the parts have for which the pretokens are counted one by one.
    package static let partSize = 2 << 20

    /// The last border in `bytes[lower ..< upper]`, other than `lower`; nil where there is none.
    package static func last(in bytes: UnsafeRawBufferPointer, _ lower: Int, _ upper: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let text = base.assumingMemoryBound(to: UInt8.self)
        var position = upper - 1
        while position > lower, position > 1 {
            let byte = text[position]
            if byte == 0x20, position + 1 < bytes.count, isLetter(text[position - 1]), isLetter(text[position + 1]) {
                return position
            }
            if text[position - 1] == 0x0A,
                character(text, at: position, before: bytes.count).hasAny(of: .letter),
                endsInText(text, before: position - 1)
            {
                return position
            }
            position -= 1
        }
        return nil
    }

    /// Divides `bytes` into parts of about ``partSize``; a text stays whole where the pattern knows no borders.
    package static func parts(of bytes: [UInt8], pattern: PretokenizerPattern) -> [Range<Int>] {
        guard pattern.hasBorders, bytes.count > partSize else { return [0..<bytes.count] }
        var parts: [Range<Int>] = []
        var start = 0
        bytes.withUnsafeBytes { bytes in
            var target = partSize
            while target < bytes.count {
                if let border = last(in: bytes, start, target) {
                    parts.append(start..<border)
                    start = border
                }
                target += partSize
            }
        }
        return parts + [start..<bytes.count]
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    private static func character(_ text: UnsafePointer<UInt8>, at position: Int, before end: Int) -> CharacterClass {
        guard let codePoint = UTF8Decoding.character(text, at: position, before: end).codePoint else { return [] }
        return codePoint < 0x80
            ? CharacterClass(rawValue: CharacterClassTable.bytes[Int(codePoint)])
            : CharacterClassTable.characterClass(of: codePoint)
    }

    /// Whether the character that ends at `end` is a letter, number or ASCII sign.
    private static func endsInText(_ text: UnsafePointer<UInt8>, before end: Int) -> Bool {
        guard end > 0 else { return false }
        var start = end - 1
        if text[start] < 0x80 {
            return !CharacterClass(rawValue: CharacterClassTable.bytes[Int(text[start])]).hasAny(of: .whitespace)
        }
        while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        let kind = character(text, at: start, before: end)
        return kind.hasAny(of: .letter) || kind == .number
    }
}
