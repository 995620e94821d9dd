/// What the split pattern distinguishes about a character.
package enum CharacterClass: UInt8, Sendable {
    /// None of the others: punctuation, symbols, marks, control characters, and each byte that is not UTF-8.
    case other = 0
    /// `\p{L}`
    case letter = 1
    /// `\p{N}`
    case number = 2
    /// `\s` without carriage return and line feed.
    case space = 3
    /// Carriage return or line feed.
    case newline = 4
    /// Only in the table of bytes: the byte is no ASCII character, so that the character must be decoded first.
    case undecoded = 5
}
