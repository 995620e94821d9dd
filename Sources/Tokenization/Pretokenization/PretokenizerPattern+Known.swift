extension PretokenizerPattern {
    /// The split pattern of GPT-4's vocabulary `cl100k_base`: contractions, words with the one sign or space before
    /// them, up to three digits, runs of signs, and white space.
    public static let gpt4 = PretokenizerPattern(
        known: [.gpt4],
        [
            #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*"#
                + #"|\s*[\r\n]|\s+(?!\S)|\s+"#
        ])

    /// Words, numbers and spaces apart: a word has the same tokens wherever it stands, after a space, a quotation mark or a
    /// slash. It takes more tokens than ``gpt4``, and lets a small model copy a name that it has never seen from one place
    /// to another, token by token. Digits go by two: one alone repeats so often that a copy loses its place, and three
    /// are a thousand tokens, many of them rare.
    public static let words = PretokenizerPattern(known: [.words], [wordsExpression])

    static let wordsExpression = #"\p{L}+|\p{N}{1,2}|[^\s\p{L}\p{N}]+(?: [^\s\p{L}\p{N}]+)*| +|\s"#

    /// The pattern of GPT-2, which knows contractions in small letters alone, and numbers of any length.
    public static let gpt2 = PretokenizerPattern(known: [.gpt2], [gpt2Expression])

    static let gpt2Expression =
        #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

    /// `cl100k_base` as tiktoken has it. It differs from ``gpt4`` in one thing: white space at the very end of a text
    /// is one piece, also where it holds line ends.
    public static let cl100k = PretokenizerPattern(
        known: [.cl100k],
        [
            #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$"#
                + #"|\s*[\r\n]|\s+(?!\S)|\s"#
        ])

    /// `o200k_base`, of GPT-4o and later: words are cut where small letters end and capitals begin, and contractions
    /// belong to the word before them.
    public static let o200k = PretokenizerPattern(
        known: [.o200k],
        [
            casedWords(#"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#)
                + #"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
        ])

    /// Mistral's Tekken: as ``o200k`` without contractions, and digits alone.
    public static let tekken = PretokenizerPattern(
        known: [.tekken], [casedWords("") + #"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#])

    /// Llama 3: as ``gpt4``, written differently.
    public static let llama3 = PretokenizerPattern(known: [.gpt4], [gpt4Family(numbers: #"\p{N}{1,3}"#)])

    /// Qwen 2 and 3: as ``gpt4``, but digits stand alone.
    public static let qwen2 = PretokenizerPattern(known: [.qwen2], [gpt4Family(numbers: #"\p{N}"#)])

    /// StarCoder, SmolLM and Command R: digits are set apart, then ``gpt2``.
    public static let starcoder = PretokenizerPattern(
        known: [.singleNumbers, .gpt2], [#"\p{N}"#, gpt2Expression])

    /// Falcon: signs are set apart, then ``gpt2``, and three ASCII digits are a piece.
    public static let falcon = PretokenizerPattern(
        known: [.falconSigns, .gpt2, .threeDigits],
        [#"[\p{P}\$\+<=>\^~\|`]+"#, gpt2Expression, "[0-9][0-9][0-9]"])

    private static func gpt4Family(numbers: String) -> String {
        #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"# + numbers
            + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    }

    private static func casedWords(_ suffix: String) -> String {
        #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"# + suffix
            + #"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"# + suffix
    }

    /// The names of the patterns for new vocabularies.
    public static let trainableNames = ["gpt4", "words", "gpt2", "o200k", "qwen2"]

    /// The pattern with one of the names of ``trainableNames``; nil for any other.
    public init?(named name: String) {
        switch name {
        case "gpt4": self = .gpt4
        case "words": self = .words
        case "gpt2": self = .gpt2
        case "o200k": self = .o200k
        case "qwen2": self = .qwen2
        default: return nil
        }
    }
}
