/// What split patterns distinguish about a character, as bits that are quick to test.
///
/// A character has none of the bits when it is neither letter, number, white space, mark, punctuation nor symbol:
/// control characters, unassigned ones, and each byte that is not UTF-8.
package struct CharacterClass: OptionSet, Sendable, Hashable, BitwiseCopyable {
    package let rawValue: UInt8

    @inline(__always)
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `\p{Lu}` and `\p{Lt}`
    package static let uppercase = CharacterClass(rawValue: 1)
    /// `\p{Ll}`
    package static let lowercase = CharacterClass(rawValue: 2)
    /// `\p{Lm}` and `\p{Lo}`
    package static let caseless = CharacterClass(rawValue: 4)
    /// `\p{N}`
    package static let number = CharacterClass(rawValue: 8)
    /// `\s` without carriage return and line feed.
    package static let space = CharacterClass(rawValue: 16)
    /// Carriage return or line feed.
    package static let newline = CharacterClass(rawValue: 32)
    /// `\p{M}`
    package static let mark = CharacterClass(rawValue: 64)
    /// `\p{S}`
    package static let symbol = CharacterClass(rawValue: 128)
    /// `\p{P}`: both of the two bits above, which nothing else has together.
    package static let punctuation = CharacterClass(rawValue: 192)

    /// `\p{L}`: any of these bits.
    package static let letter = CharacterClass(rawValue: 7)
    /// `\s`: any of these bits.
    package static let whitespace = CharacterClass(rawValue: 48)
    /// `[\s\p{L}\p{N}]`: any of these bits. Characters without them are signs.
    package static let wordOrSpace = CharacterClass(rawValue: 63)
    /// Only in the table of bytes: the byte is no ASCII character, so that the character must be decoded first. No
    /// character has this pair of bits.
    package static let undecoded = CharacterClass(rawValue: 48)

    /// Whether the class has any of the bits of `mask`.
    @inline(__always)
    package func hasAny(of mask: CharacterClass) -> Bool { rawValue & mask.rawValue != 0 }
    /// `[^\s\p{L}\p{N}]`
    @inline(__always)
    package var isSign: Bool { rawValue & CharacterClass.wordOrSpace.rawValue == 0 }
    /// `\p{M}`
    @inline(__always)
    package var isMark: Bool { rawValue == CharacterClass.mark.rawValue }
    /// `[\p{P}\p{S}]`
    @inline(__always)
    package var isPunctuationOrSymbol: Bool { rawValue & CharacterClass.symbol.rawValue != 0 }
}
