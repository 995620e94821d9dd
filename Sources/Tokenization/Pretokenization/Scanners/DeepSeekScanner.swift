/// The last step of DeepSeek-V3's pre-tokenizer, after numbers and CJK characters were set apart.
///
/// ```text
/// [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+
/// [^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
///  ?[\p{P}\p{S}]+[\r\n]*
/// \s*[\r\n]+
/// \s+(?!\S)
/// \s+
/// ```
///
/// Characters that nothing matches (numbers, control characters) make a piece of their own, up to the next match.
enum DeepSeekScanner: SplitScanner {
    @inline(__always)
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        let (kind, next) = text.character(at: start, before: limit)
        if isWordPart(kind) {
            // A mark stands before a word as any other character does, and is a part of words anyway.
            return endOfWord(text, next, limit)
        }
        if kind == .newline { return text.endOfWhitespace(from: start, before: limit) }
        if kind.isPunctuationOrSymbol {
            if text[start] < 0x80, next < limit, isASCIILetter(text[next]) {
                var end = next + 1
                while end < limit, isASCIILetter(text[end]) { end += 1 }
                return end
            }
            return endOfSigns(text, next, limit)
        }
        if next < limit {
            let following = text.character(at: next, before: limit)
            if isWordPart(following.kind) { return endOfWord(text, following.end, limit) }
            if text[start] == 0x20, following.kind.isPunctuationOrSymbol {
                return endOfSigns(text, following.end, limit)
            }
        }
        if kind == .space { return text.endOfWhitespace(from: start, before: limit) }
        return endOfUnmatched(text, next, limit)
    }

    @inline(__always)
    private static func isWordPart(_ kind: CharacterClass) -> Bool { kind.hasAny(of: .letter) || kind.isMark }

    @inline(__always)
    private static func isASCIILetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    @inline(__always)
    private static func endOfWord(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int {
        text.endOfRun(from: start, before: limit) { isWordPart($0) }
    }

    @inline(__always)
    private static func endOfSigns(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int {
        let end = text.endOfRun(from: start, before: limit) { $0.isPunctuationOrSymbol }
        return text.endOfLineEnds(from: end, before: limit)
    }

    private static func endOfUnmatched(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int {
        var position = start
        while position < limit {
            let (kind, next) = text.character(at: position, before: limit)
            guard kind.isEmpty || kind == .number else { break }
            // The last one belongs to the word that follows it.
            if next < limit, isWordPart(text.character(at: next, before: limit).kind) { break }
            position = next
        }
        return position
    }
}
