/// What a piece of a SentencePiece vocabulary is for; the raw values are those of its files and of GGUF.
package enum SentencePieceType: Int, Sendable, Hashable {
    /// Found in text by its score.
    case normal = 1
    /// Stands for what the vocabulary cannot express.
    case unknown = 2
    /// Never found in text.
    case control = 3
    /// Always found in text.
    case userDefined = 4
    /// Never found in text, though merges may go through it.
    case unused = 5
    /// A single byte.
    case byte = 6
}
