/// A rule that cuts text into the pieces ("pretokens") inside which byte pairs may merge.
public enum PretokenizerPattern: Sendable, Hashable, CaseIterable {
    /// The split pattern of GPT-4's vocabulary `cl100k_base`: contractions, words with the one sign or space before
    /// them, up to three digits, runs of signs, and white space.
    case gpt4

    /// The pattern as a regular expression in the syntax of Oniguruma, as `tokenizer.json` holds it.
    public var regularExpression: String {
        switch self {
        case .gpt4:
            #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*"#
                + #"|\s*[\r\n]|\s+(?!\S)|\s+"#
        }
    }
}
