/// Decoding of single characters from bytes that may be anything.
package enum UTF8Decoding {
    /// U+FFFD, which stands for what is no character.
    static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// How many bytes the character at `position` has, and its code point; 1 byte and nil where no well-formed
    /// character starts.
    ///
    /// Well-formed means table 3-7 of the Unicode Standard: no overlong forms, no surrogates, nothing above U+10FFFF.
    @inline(__always)
    package static func character(
        _ base: UnsafePointer<UInt8>, at position: Int, before end: Int
    ) -> (length: Int, codePoint: UInt32?) {
        let lead = base[position]
        if lead < 0x80 { return (1, UInt32(lead)) }
        let left = end - position
        if lead < 0xE0 {
            guard lead >= 0xC2, left >= 2 else { return (1, nil) }
            let second = base[position + 1]
            guard second & 0xC0 == 0x80 else { return (1, nil) }
            return (2, UInt32(lead & 0x1F) << 6 | UInt32(second & 0x3F))
        }
        if lead < 0xF0 {
            guard left >= 3 else { return (1, nil) }
            let (second, third) = (base[position + 1], base[position + 2])
            guard secondByteRange(after: lead).contains(second), third & 0xC0 == 0x80 else { return (1, nil) }
            return (3, UInt32(lead & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F))
        }
        guard lead <= 0xF4, left >= 4 else { return (1, nil) }
        let (second, third, fourth) = (base[position + 1], base[position + 2], base[position + 3])
        guard secondByteRange(after: lead).contains(second), third & 0xC0 == 0x80, fourth & 0xC0 == 0x80 else {
            return (1, nil)
        }
        let high = UInt32(lead & 0x07) << 18 | UInt32(second & 0x3F) << 12
        return (4, high | UInt32(third & 0x3F) << 6 | UInt32(fourth & 0x3F))
    }

    /// How many bytes a character that begins with `lead` has; nil where no character begins so.
    @inline(__always)
    package static func length(lead: UInt8) -> Int? {
        switch lead {
        case 0x00...0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: nil
        }
    }

    /// The second bytes that may follow `lead` in a well-formed character of two to four bytes.
    @inline(__always)
    package static func secondByteRange(after lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }
}
