/// The kinds of vocabularies.
public enum TokenizerKind: String, Sendable, Hashable, CaseIterable {
    /// Byte-pair encoding over raw bytes; any bytes can be encoded and come back.
    case byteLevelBPE = "byte-level BPE"
    /// One token a character.
    case characters
    /// Byte-pair encoding over characters with scores and byte fallback, as Llama's first vocabularies have it.
    case scoredBPE = "scored BPE"
}
