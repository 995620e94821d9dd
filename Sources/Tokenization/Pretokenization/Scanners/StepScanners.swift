/// What characters the single steps of a sequence of splits set apart: one character alone, or runs of them.
protocol SetApart {
    /// Whether the character with this class and first byte is set apart.
    static func contains(_ kind: CharacterClass, _ byte: UInt8) -> Bool
    /// How many characters at most make a piece.
    static var most: Int { get }
}

/// Pieces of the characters that a step sets apart, and everything between them.
enum SetApartScanner<Characters: SetApart>: SplitScanner {
    @inline(__always)
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        var (kind, position) = text.character(at: start, before: limit)
        let isApart = Characters.contains(kind, text[start])
        var count = 1
        while position < limit, !isApart || count < Characters.most {
            let (kind, next) = text.character(at: position, before: limit)
            if Characters.contains(kind, text[position]) != isApart { break }
            position = next
            count += 1
        }
        return position
    }
}

/// `\p{N}`
enum SingleNumbers: SetApart {
    @inline(__always)
    static func contains(_ kind: CharacterClass, _ byte: UInt8) -> Bool { kind == .number }
    static var most: Int { 1 }
}

/// `\p{N}{1,3}`
enum NumbersByThree: SetApart {
    @inline(__always)
    static func contains(_ kind: CharacterClass, _ byte: UInt8) -> Bool { kind == .number }
    static var most: Int { 3 }
}

/// `\p{N}+`
enum WholeNumbers: SetApart {
    @inline(__always)
    static func contains(_ kind: CharacterClass, _ byte: UInt8) -> Bool { kind == .number }
    static var most: Int { .max }
}

/// `[\r\n]`
enum SingleLineEnds: SetApart {
    @inline(__always)
    static func contains(_ kind: CharacterClass, _ byte: UInt8) -> Bool { kind == .newline }
    static var most: Int { 1 }
}

/// ``[\p{P}\$\+<=>\^~\|`]+``, Falcon's first step.
enum FalconSigns: SetApart {
    @inline(__always)
    static func contains(_ kind: CharacterClass, _ byte: UInt8) -> Bool {
        // Every ASCII symbol is in the list.
        kind == .punctuation || (kind == .symbol && byte < 0x80)
    }
    static var most: Int { .max }
}

/// `[0-9][0-9][0-9]`: three ASCII digits are a piece, and everything between such threes is.
enum ThreeDigitsScanner: SplitScanner {
    @inline(__always)
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        if isThree(text, start, limit) { return start + 3 }
        var position = start + 1
        while position < limit, !isThree(text, position, limit) { position += 1 }
        return position
    }

    @inline(__always)
    private static func isThree(_ text: ClassifiedText, _ position: Int, _ limit: Int) -> Bool {
        position + 3 <= limit && isDigit(text[position]) && isDigit(text[position + 1]) && isDigit(text[position + 2])
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

/// `\s?\p{L}+` or `\s?\p{P}+`: runs with the one white space before them, and everything between them.
enum SpacedRunScanner<Characters: SetApart>: SplitScanner {
    @inline(__always)
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        if let end = matchEnd(text, start, limit) { return end }
        var position = text.character(at: start, before: limit).end
        while position < limit, matchEnd(text, position, limit) == nil {
            position = text.character(at: position, before: limit).end
        }
        return position
    }

    @inline(__always)
    private static func matchEnd(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int? {
        var first = start
        let (kind, next) = text.character(at: start, before: limit)
        if kind.hasAny(of: .whitespace) { first = next }
        var end = first
        while end < limit {
            let (kind, next) = text.character(at: end, before: limit)
            guard Characters.contains(kind, text[end]) else { break }
            end = next
        }
        return end > first ? end : nil
    }
}

/// `\p{L}`
enum Letters: SetApart {
    @inline(__always)
    static func contains(_ kind: CharacterClass, _ byte: UInt8) -> Bool { kind.hasAny(of: .letter) }
    static var most: Int { .max }
}

/// `\p{P}`
enum Punctuation: SetApart {
    @inline(__always)
    static func contains(_ kind: CharacterClass, _ byte: UInt8) -> Bool { kind == .punctuation }
    static var most: Int { .max }
}
