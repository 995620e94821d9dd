/// Bytes together with the tables that say what their characters are: what every split pattern is made of.
///
/// A byte at which no well-formed UTF-8 character starts counts as a character of its own without any class. Nothing
/// is read at or beyond the `limit` of a call.
package struct ClassifiedText: @unchecked Sendable {
    /// The first byte. Whoever makes the value keeps the bytes alive and unchanged while it is used.
    let base: UnsafePointer<UInt8>
    private let byteClasses: UnsafePointer<UInt8>

    @inline(__always)
    package init(_ base: UnsafePointer<UInt8>) {
        self.base = base
        byteClasses = CharacterClassTable.bytes.base
    }

    @inline(__always)
    subscript(position: Int) -> UInt8 { base[position] }

    /// The class of the character at `position` and where the character ends.
    @inline(__always)
    func character(at position: Int, before limit: Int) -> (kind: CharacterClass, end: Int) {
        let byte = base[position]
        if byte < 0x80 { return (CharacterClass(rawValue: byteClasses[Int(byte)]), position + 1) }
        return decodedCharacter(at: position, before: limit)
    }

    @inline(never)
    private func decodedCharacter(at position: Int, before limit: Int) -> (kind: CharacterClass, end: Int) {
        let (length, codePoint) = UTF8Decoding.character(base, at: position, before: limit)
        guard let codePoint else { return ([], position + length) }
        return (CharacterClassTable.characterClass(of: codePoint), position + length)
    }

    /// Where the run of characters ends that have any of the bits of `mask`, none of which may be a part of
    /// ``CharacterClass/undecoded``.
    @inline(__always)
    func endOfRun(_ mask: CharacterClass, from start: Int, before limit: Int) -> Int {
        var position = start
        while position < limit {
            let byte = base[position]
            if byteClasses[Int(byte)] & mask.rawValue != 0 {
                position += 1
            } else if byte >= 0x80 {
                let character = decodedCharacter(at: position, before: limit)
                guard character.kind.hasAny(of: mask) else { return position }
                position = character.end
            } else {
                return position
            }
        }
        return position
    }

    /// Where the run of characters ends whose class fulfills `condition`.
    @inline(__always)
    func endOfRun(from start: Int, before limit: Int, where condition: (CharacterClass) -> Bool) -> Int {
        var position = start
        while position < limit {
            let character = character(at: position, before: limit)
            guard condition(character.kind) else { return position }
            position = character.end
        }
        return position
    }

    /// Where `\p{N}{0,count}` ends.
    @inline(__always)
    func endOfNumbers(from start: Int, before limit: Int, atMost count: Int) -> Int {
        var position = start
        for _ in 0..<count where position < limit {
            let character = character(at: position, before: limit)
            guard character.kind == .number else { return position }
            position = character.end
        }
        return position
    }

    /// Where `[\r\n]*` ends; with `slashes`, `[\r\n/]*`.
    @inline(__always)
    func endOfLineEnds(from start: Int, before limit: Int, slashes: Bool = false) -> Int {
        var position = start
        while position < limit {
            let byte = base[position]
            guard byte == 0x0A || byte == 0x0D || (slashes && byte == 0x2F) else { break }
            position += 1
        }
        return position
    }

    /// Where ` ?[^\s\p{L}\p{N}]+` ends; nil where it does not match.
    @inline(__always)
    func endOfSigns(from start: Int, before limit: Int) -> Int? {
        let first = base[start] == 0x20 ? start + 1 : start
        let end = endOfRun(from: first, before: limit) { $0.isSign }
        return end > first ? end : nil
    }

    /// Where `\s*[\r\n]+|\s+(?!\S)|\s+` ends, at a place where it matches: after the last line end of the run;
    /// without one, the whole run at the limit, before the run's last character where something follows, and at
    /// least one character.
    @inline(__always)
    func endOfWhitespace(from start: Int, before limit: Int, wholeAtLimit: Bool = false) -> Int {
        var position = start
        var lastStart = start
        var lineEnd = start
        while position < limit {
            let character = character(at: position, before: limit)
            guard character.kind.hasAny(of: .whitespace) else { break }
            lastStart = position
            position = character.end
            if character.kind == .newline { lineEnd = position }
        }
        if wholeAtLimit, position == limit { return position }
        if lineEnd > start { return lineEnd }
        if position == limit { return position }
        return lastStart > start ? lastStart : position
    }

    /// Where `\s+(?!\S)|\s+` ends, at a place where it matches.
    @inline(__always)
    func endOfSpaces(from start: Int, before limit: Int) -> Int {
        var position = start
        var lastStart = start
        while position < limit {
            let character = character(at: position, before: limit)
            guard character.kind.hasAny(of: .whitespace) else { break }
            lastStart = position
            position = character.end
        }
        return position == limit || lastStart == start ? position : lastStart
    }

    /// How many bytes of `(?i:[sdmt]|ll|ve|re)` stand at `position`; 0 where none do.
    ///
    /// With `folding`, U+017F (the long s) is an s without regard to case, as it is for Oniguruma, PCRE2 and Rust;
    /// patterns that spell both cases out do not mean it.
    @inline(__always)
    func contractionLength(at position: Int, before limit: Int, folding: Bool) -> Int {
        guard position < limit else { return 0 }
        let first = base[position]
        switch first | 0x20 {
        case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "m"), UInt8(ascii: "t"):
            return first < 0x80 ? 1 : 0
        case UInt8(ascii: "l"):
            return position + 1 < limit && base[position + 1] | 0x20 == UInt8(ascii: "l") ? 2 : 0
        case UInt8(ascii: "v"), UInt8(ascii: "r"):
            return position + 1 < limit && base[position + 1] | 0x20 == UInt8(ascii: "e") ? 2 : 0
        default:
            return folding && first == 0xC5 && position + 1 < limit && base[position + 1] == 0xBF ? 2 : 0
        }
    }

    /// How many bytes of `[sdmt]|ll|ve|re`, in lower case alone, stand at `position`; 0 where none do.
    @inline(__always)
    func lowercaseContractionLength(at position: Int, before limit: Int) -> Int {
        let length = contractionLength(at: position, before: limit, folding: false)
        for offset in 0..<length where base[position + offset] & 0x20 == 0 { return 0 }
        return length
    }
}
