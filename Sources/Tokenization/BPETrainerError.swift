/// Why a vocabulary cannot be trained.
public enum BPETrainerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The vocabulary cannot have this size; the smallest one holds the bytes and the special tokens.
    case vocabularySizeOutOfRange(Int, minimum: Int)
    /// No text was added, or only empty ones.
    case noText
    /// A special token has no text.
    case emptySpecialToken
    /// Two special tokens have the same text.
    case repeatedSpecialToken(String)
    /// The texts contain a special token as an ordinary word, so that both would have the same name.
    case specialTokenIsLearned(String)

    public var description: String {
        switch self {
        case .vocabularySizeOutOfRange(let size, let minimum):
            "a vocabulary of \(size) tokens is impossible: it must have at least \(minimum), for the 256 bytes and "
                + "the special tokens, and at most \(Int32.max)"
        case .noText:
            "there is no text to train a vocabulary on"
        case .emptySpecialToken:
            "a special token must not be empty"
        case .repeatedSpecialToken(let text):
            "the special token \(text) is given twice"
        case .specialTokenIsLearned(let text):
            "the special token \(text) is an ordinary word of the texts: choose one that no text contains, such as "
                + "<|\(text)|>"
        }
    }
}
