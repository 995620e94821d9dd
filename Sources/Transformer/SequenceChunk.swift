public import Tensors

/// The next tokens of a sequence, one part of a batch.
public struct SequenceChunk {
    /// The tokens, at least one.
    public var tokens: [Int32]
    /// What holds the keys and values of those before, and receives theirs. A sequence takes part in a batch once.
    public var sequence: KVSequence
    /// The tokens whose logits are wanted.
    public var rows: LogitRows
    /// Whether the tokens' states after the last norm are wanted.
    public var wantsStates: Bool

    /// Tokens that follow what `sequence` holds.
    public init(tokens: [Int32], sequence: KVSequence, rows: LogitRows = .last, wantsStates: Bool = false) {
        self.tokens = tokens
        self.sequence = sequence
        self.rows = rows
        self.wantsStates = wantsStates
    }
}
