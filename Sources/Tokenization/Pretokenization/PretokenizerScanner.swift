/// Cuts bytes into pretokens exactly as the regular expression of a ``PretokenizerPattern`` does.
///
/// Every byte belongs to exactly one pretoken. A byte at which no well-formed UTF-8 character starts counts as a
/// character of its own that is neither letter, number nor space, so that any bytes at all can be cut.
///
/// One look at the first character's class tells which alternatives of the pattern can match, so that text is
/// scanned once, without backtracking; runs of white space are scanned twice at most.
package struct PretokenizerScanner {
    private let base: UnsafePointer<UInt8>
    private let end: Int
    private let byteClasses: UnsafePointer<UInt8>
    private let pattern: PretokenizerPattern
    /// Where the next pretoken begins.
    package private(set) var position = 0

    /// Scans `count` bytes from `base`, which must stay valid while the scanner is used.
    package init(_ base: UnsafePointer<UInt8>, count: Int, pattern: PretokenizerPattern = .gpt4) {
        self.base = base
        end = count
        self.pattern = pattern
        byteClasses = CharacterClassTable.bytes.base
    }

    /// The range of the next pretoken; nil at the end of the bytes.
    @inline(__always)
    package mutating func next() -> Range<Int>? {
        let start = position
        guard start < end else { return nil }
        position = pattern == .gpt4 ? pretokenEnd(from: start) : endOfWord(from: start)
        return Range(uncheckedBounds: (start, position))
    }

    @inline(__always)
    private func pretokenEnd(from start: Int) -> Int {
        let (kind, next) = character(at: start)
        switch kind {
        case .letter:
            return endOfLetters(from: next)
        case .space:
            guard next < end else { return next }
            let following = character(at: next)
            if following.kind == .letter { return endOfLetters(from: following.end) }
            if following.kind == .other, base[start] == 0x20 { return endOfOthers(from: following.end) }
            return endOfWhitespace(from: start)
        case .number:
            return endOfNumber(from: next)
        case .newline:
            return endOfWhitespace(from: start)
        case .other, .undecoded:
            if base[start] == 0x27 {
                let contraction = contractionLength(after: next)
                if contraction > 0 { return next + contraction }
            }
            guard next < end else { return next }
            let following = character(at: next)
            if following.kind == .letter { return endOfLetters(from: following.end) }
            return endOfOthers(from: next)
        }
    }

    /// ``PretokenizerPattern/words``
    private func endOfWord(from start: Int) -> Int {
        var (kind, position) = character(at: start)
        switch kind {
        case .letter:
            return endOfLetters(from: position)
        case .number:
            return endOfNumber(from: position, atMost: 1)
        case .newline:
            return position
        case .space:
            guard base[start] == 0x20 else { return position }
            while position < end, base[position] == 0x20 { position += 1 }
            return position
        case .other, .undecoded:
            while position < end {
                // Signs with a single space between them stay together.
                let skipped = base[position] == 0x20 && position + 1 < end ? position + 1 : position
                let following = character(at: skipped)
                guard following.kind == .other else { break }
                position = following.end
            }
            return position
        }
    }

    /// The class of the character at `position` and where it ends.
    @inline(__always)
    private func character(at position: Int) -> (kind: CharacterClass, end: Int) {
        let raw = byteClasses[Int(base[position])]
        if raw != CharacterClass.undecoded.rawValue {
            return (CharacterClass(rawValue: raw).unsafelyUnwrapped, position + 1)
        }
        return decodedCharacter(at: position)
    }

    @inline(never)
    private func decodedCharacter(at position: Int) -> (kind: CharacterClass, end: Int) {
        let (length, codePoint) = UTF8Decoding.character(base, at: position, before: end)
        guard let codePoint, codePoint < CharacterClassTable.codePointLimit else { return (.other, position + length) }
        let raw = CharacterClassTable.codePoints[Int(codePoint)]
        return (CharacterClass(rawValue: raw).unsafelyUnwrapped, position + length)
    }

    /// `\p{L}*`
    @inline(__always)
    private func endOfLetters(from start: Int) -> Int {
        var position = start
        while position < end {
            let raw = byteClasses[Int(base[position])]
            if raw == CharacterClass.letter.rawValue {
                position += 1
            } else if raw == CharacterClass.undecoded.rawValue {
                let following = decodedCharacter(at: position)
                guard following.kind == .letter else { return position }
                position = following.end
            } else {
                return position
            }
        }
        return position
    }

    /// `\p{N}{0,count}`: one number came before.
    private func endOfNumber(from start: Int, atMost count: Int = 2) -> Int {
        var position = start
        for _ in 0..<count where position < end {
            let following = character(at: position)
            guard following.kind == .number else { return position }
            position = following.end
        }
        return position
    }

    /// `[^\s\p{L}\p{N}]*[\r\n]*`: one such sign came before.
    private func endOfOthers(from start: Int) -> Int {
        var position = start
        while position < end {
            let following = character(at: position)
            guard following.kind == .other else { break }
            position = following.end
        }
        while position < end, base[position] == 0x0D || base[position] == 0x0A { position += 1 }
        return position
    }

    /// `\s*[\r\n]|\s+(?!\S)|\s+`: up to the last line end of the run; without one, the whole run at the end of the
    /// text, and otherwise all but the last space, which goes with what follows.
    private func endOfWhitespace(from start: Int) -> Int {
        var position = start
        var last = start
        var afterLineEnd: Int?
        while position < end {
            let following = character(at: position)
            guard following.kind == .space || following.kind == .newline else { break }
            last = position
            position = following.end
            if following.kind == .newline { afterLineEnd = position }
        }
        if let afterLineEnd { return afterLineEnd }
        return position == end || last == start ? position : last
    }

    /// `(?i:[sdmt]|ll|ve|re)`: how many bytes it matches; 0 where it does not. The long s (U+017F) is an s without
    /// regard to case, as it is for Oniguruma.
    private func contractionLength(after position: Int) -> Int {
        guard position < end else { return 0 }
        let first = base[position]
        switch first | 0x20 {
        case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "m"), UInt8(ascii: "t"):
            return first < 0x80 ? 1 : 0
        case UInt8(ascii: "l"):
            return isFollowed(position, by: UInt8(ascii: "l")) ? 2 : 0
        case UInt8(ascii: "v"), UInt8(ascii: "r"):
            return isFollowed(position, by: UInt8(ascii: "e")) ? 2 : 0
        default:
            return first == 0xC5 && position + 1 < end && base[position + 1] == 0xBF ? 2 : 0
        }
    }

    @inline(__always)
    private func isFollowed(_ position: Int, by lowercase: UInt8) -> Bool {
        position + 1 < end && base[position + 1] | 0x20 == lowercase
    }
}
