/// How a pattern that looks at the case of letters differs from the others.
protocol CasedWordVariant {
    /// `\p{N}{1,n}`
    static var mostNumbers: Int { get }
    /// Whether a contraction belongs to the word before it.
    static var attachesContractions: Bool { get }
    /// Whether the contractions are without regard to case, U+017F included, or ASCII in both cases.
    static var foldsContractions: Bool { get }
}

/// The pattern of `o200k_base`: a word is capitals and then small letters, where letters without case and marks are
/// both.
///
/// ```text
/// [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// \p{N}{1,3}
///  ?[^\s\p{L}\p{N}]+[\r\n/]*
/// \s*[\r\n]+
/// \s+(?!\S)
/// \s+
/// ```
enum CasedWordScanner<Variant: CasedWordVariant>: SplitScanner {
    @inline(__always)
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        let (kind, next) = text.character(at: start, before: limit)
        if kind.hasAny(of: .letter) {
            let end = lowercaseWordEnd(text, start, limit) ?? uppercaseWordEnd(text, start, limit) ?? next
            return endOfContraction(text, end, limit)
        }
        if kind == .number { return text.endOfNumbers(from: next, before: limit, atMost: Variant.mostNumbers - 1) }
        if kind == .newline { return text.endOfWhitespace(from: start, before: limit) }
        // The first character may stand before a word, or, being a mark, be its first letter.
        if let end = lowercaseWordEnd(text, next, limit)
            ?? (kind.isMark ? lowercaseWordEnd(text, start, limit) : nil) ?? uppercaseWordEnd(text, next, limit)
        {
            return endOfContraction(text, end, limit)
        }
        if kind == .space {
            if text[start] == 0x20, next < limit, text.character(at: next, before: limit).kind.isSign {
                return endOfSigns(text, next, limit)
            }
            return text.endOfWhitespace(from: start, before: limit)
        }
        return endOfSigns(text, next, limit)
    }

    /// Where `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+` ends; nil where it does not match.
    ///
    /// When no small letter follows the longest run of the first class, the engine gives back characters of the run
    /// until the last one that is in the second class too.
    @inline(__always)
    private static func lowercaseWordEnd(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int? {
        var position = start
        var afterLastCaseless = -1
        while position < limit {
            let (kind, next) = text.character(at: position, before: limit)
            if kind == .lowercase {
                return text.endOfRun(from: next, before: limit) { isSmall($0) }
            }
            if kind == .caseless || kind.isMark {
                afterLastCaseless = next
            } else if kind != .uppercase {
                break
            }
            position = next
        }
        return afterLastCaseless < 0 ? nil : afterLastCaseless
    }

    /// Where `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+` ends, at a place where ``lowercaseWordEnd`` has found nothing; nil where
    /// it does not match.
    @inline(__always)
    private static func uppercaseWordEnd(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int? {
        let end = text.endOfRun(from: start, before: limit) { $0 == .uppercase || $0 == .caseless || $0.isMark }
        return end > start ? end : nil
    }

    @inline(__always)
    private static func isSmall(_ kind: CharacterClass) -> Bool {
        kind == .lowercase || kind == .caseless || kind.isMark
    }

    @inline(__always)
    private static func endOfContraction(_ text: ClassifiedText, _ end: Int, _ limit: Int) -> Int {
        guard Variant.attachesContractions, end < limit, text[end] == 0x27 else { return end }
        let length = text.contractionLength(at: end + 1, before: limit, folding: Variant.foldsContractions)
        return length > 0 ? end + 1 + length : end
    }

    @inline(__always)
    private static func endOfSigns(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int {
        let end = text.endOfRun(from: start, before: limit) { $0.isSign }
        return text.endOfLineEnds(from: end, before: limit, slashes: true)
    }
}

/// `o200k_base`: GPT-4o and later.
enum O200KPattern: CasedWordVariant {
    static var mostNumbers: Int { 3 }
    static var attachesContractions: Bool { true }
    static var foldsContractions: Bool { true }
}

/// As ``O200KPattern``, but contractions spell out both cases.
enum ASCIIO200KPattern: CasedWordVariant {
    static var mostNumbers: Int { 3 }
    static var attachesContractions: Bool { true }
    static var foldsContractions: Bool { false }
}

/// Mistral's Tekken: digits alone, and no contractions.
enum TekkenPattern: CasedWordVariant {
    static var mostNumbers: Int { 1 }
    static var attachesContractions: Bool { false }
    static var foldsContractions: Bool { false }
}
