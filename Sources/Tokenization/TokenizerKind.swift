/// The kinds of vocabularies.
public enum TokenizerKind: String, Sendable, Hashable, CaseIterable {
    /// Byte-pair encoding over raw bytes; any bytes can be encoded and come back.
    case byteLevelBPE = "byte-level BPE"
    /// One token a character.
    case characters
    /// Byte-pair encoding over characters with scores and byte fallback, as Llama's first vocabularies have it.
    case scoredBPE = "scored BPE"
    /// Byte-pair encoding over characters, in the order of its merges.
    case bpe = "BPE"
    /// The most probable division of a text into pieces.
    case unigram = "Unigram"
    /// Words as their longest known beginnings.
    case wordPiece = "WordPiece"
    /// One token a word.
    case wordLevel = "word level"
}
