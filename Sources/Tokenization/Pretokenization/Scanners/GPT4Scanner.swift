/// How a pattern of the GPT-4 family differs from the others.
protocol GPT4Variant {
    /// `\p{N}{1,n}`
    static var mostNumbers: Int { get }
    /// Whether the contractions are without regard to case, U+017F included, or ASCII in both cases.
    static var foldsContractions: Bool { get }
    /// Whether `\s+$` comes before `\s*[\r\n]`: white space at the very end is one piece.
    static var keepsLastWhitespaceWhole: Bool { get }
    /// Whether marks are parts of words: `[\p{L}\p{M}]+` instead of `\p{L}+`.
    static var marksAreLetters: Bool { get }
}

extension GPT4Variant {
    static var foldsContractions: Bool { true }
    static var keepsLastWhitespaceWhole: Bool { false }
    static var marksAreLetters: Bool { false }
}

/// `'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,n}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
///
/// One look at the first character's class tells which alternatives can match, so that text is scanned once, without
/// backtracking; runs of white space are scanned twice at most.
enum GPT4Scanner<Variant: GPT4Variant>: SplitScanner {
    @inline(__always)
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        let (kind, next) = text.character(at: start, before: limit)
        if isLetter(kind) { return endOfLetters(text, next, limit) }
        if kind == .space {
            guard next < limit else { return next }
            let following = text.character(at: next, before: limit)
            if isLetter(following.kind) { return endOfLetters(text, following.end, limit) }
            if following.kind.isSign, text[start] == 0x20 { return endOfSigns(text, following.end, limit) }
            return endOfWhitespace(text, start, limit)
        }
        if kind == .number { return text.endOfNumbers(from: next, before: limit, atMost: Variant.mostNumbers - 1) }
        if kind == .newline { return endOfWhitespace(text, start, limit) }
        if text[start] == 0x27 {
            let contraction = text.contractionLength(at: next, before: limit, folding: Variant.foldsContractions)
            if contraction > 0 { return next + contraction }
        }
        guard next < limit else { return next }
        let following = text.character(at: next, before: limit)
        if isLetter(following.kind) { return endOfLetters(text, following.end, limit) }
        return endOfSigns(text, next, limit)
    }

    @inline(__always)
    private static func isLetter(_ kind: CharacterClass) -> Bool {
        kind.hasAny(of: .letter) || (Variant.marksAreLetters && kind.isMark)
    }

    @inline(__always)
    private static func endOfLetters(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int {
        Variant.marksAreLetters
            ? text.endOfRun(from: start, before: limit) { isLetter($0) }
            : text.endOfRun(.letter, from: start, before: limit)
    }

    /// The rest of the signs, then line ends.
    @inline(__always)
    private static func endOfSigns(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int {
        let end = text.endOfRun(from: start, before: limit) { $0.isSign && !(Variant.marksAreLetters && $0.isMark) }
        return text.endOfLineEnds(from: end, before: limit)
    }

    @inline(__always)
    private static func endOfWhitespace(_ text: ClassifiedText, _ start: Int, _ limit: Int) -> Int {
        text.endOfWhitespace(from: start, before: limit, wholeAtLimit: Variant.keepsLastWhitespaceWhole)
    }
}

/// GPT-4's vocabulary, as `tokenizer.json` files have its pattern, and Llama 3's.
enum GPT4Pattern: GPT4Variant {
    static var mostNumbers: Int { 3 }
}

/// GPT-4's vocabulary, as tiktoken has its pattern.
enum CL100KPattern: GPT4Variant {
    static var mostNumbers: Int { 3 }
    static var keepsLastWhitespaceWhole: Bool { true }
}

/// As ``GPT4Pattern``, but contractions spell out both cases, as llama.cpp has it for Llama 3.
enum ASCIIGPT4Pattern: GPT4Variant {
    static var mostNumbers: Int { 3 }
    static var foldsContractions: Bool { false }
}

/// Qwen 2: digits alone.
enum Qwen2Pattern: GPT4Variant {
    static var mostNumbers: Int { 1 }
}

/// As ``Qwen2Pattern``, but contractions spell out both cases, as llama.cpp has it for Qwen 2.
enum ASCIIQwen2Pattern: GPT4Variant {
    static var mostNumbers: Int { 1 }
    static var foldsContractions: Bool { false }
}

/// Qwen 3.5: digits alone, marks in words.
enum Qwen35Pattern: GPT4Variant {
    static var mostNumbers: Int { 1 }
    static var marksAreLetters: Bool { true }
}

/// As ``Qwen35Pattern``, but contractions spell out both cases.
enum ASCIIQwen35Pattern: GPT4Variant {
    static var mostNumbers: Int { 1 }
    static var foldsContractions: Bool { false }
    static var marksAreLetters: Bool { true }
}
