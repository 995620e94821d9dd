/// Tells whether bytes are UTF-8.
package enum UTF8Check {
    /// The place of the first byte that does not belong to a well-formed sequence; nil where all do.
    ///
    /// Source: table 3-7 of the Unicode Standard: no overlong forms, no surrogates, nothing above U+10FFFF.
    package static func firstInvalidByte(in bytes: UnsafeRawBufferPointer) -> Int? {
        var position = 0
        while position < bytes.count {
            if position + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                if word & 0x8080_8080_8080_8080 == 0 {
                    position += 8
                    continue
                }
            }
            guard let length = lengthOfCharacter(in: bytes, at: position) else { return position }
            position += length
        }
        return nil
    }

    private static func lengthOfCharacter(in bytes: UnsafeRawBufferPointer, at position: Int) -> Int? {
        let first = bytes[position]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return nil
        }
        guard position + length <= bytes.count, second ~= bytes[position + 1] else { return nil }
        for index in 2..<max(length, 2) where bytes[position + index] & 0xC0 != 0x80 { return nil }
        return length
    }
}
