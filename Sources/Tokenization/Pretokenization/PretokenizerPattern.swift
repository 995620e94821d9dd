/// A rule that cuts text into the pieces ("pretokens") inside which byte pairs may merge.
public enum PretokenizerPattern: String, Sendable, Hashable, CaseIterable {
    /// The split pattern of GPT-4's vocabulary `cl100k_base`: contractions, words with the one sign or space before
    /// them, up to three digits, runs of signs, and white space.
    case gpt4
    /// Words, numbers and spaces apart: a word has the same tokens wherever it stands, after a space, a quotation mark or a
    /// slash. It takes more tokens than ``gpt4``, and lets a small model copy a name that it has never seen from one place
    /// to another, token by token. Digits go by two: one alone repeats so often that a copy loses its place, and three
    /// are a thousand tokens, many of them rare.
    case words

    /// The pattern as a regular expression in the syntax of Oniguruma, as `tokenizer.json` holds it.
    public var regularExpression: String {
        switch self {
        case .gpt4:
            #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*"#
                + #"|\s*[\r\n]|\s+(?!\S)|\s+"#
        case .words:
            #"\p{L}+|\p{N}{1,2}|[^\s\p{L}\p{N}]+(?: [^\s\p{L}\p{N}]+)*| +|\s"#
        }
    }
}
