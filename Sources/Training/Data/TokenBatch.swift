/// Sequences of equal length with the token that should follow each position.
public struct TokenBatch: Sendable, Hashable {
    /// Token ids, `sequences x length`, row by row.
    public var tokens: [Int32] = []
    /// The next token at each position, `sequences x length`; a negative target carries no loss.
    public var targets: [Int32] = []
    /// For packed documents, the first position of its sequence that each position may see, `sequences x length`; nil:
    /// all that stand before it.
    public var firstVisible: [Int32]?
    /// How much the loss at each position counts, `sequences x length`; nil: 1 for all.
    public var weights: [Float]?
    /// Rows.
    public var sequences = 0
    /// Tokens a row.
    public let length: Int

    /// An empty batch of sequences of `length` tokens.
    public init(length: Int) {
        self.length = length
    }

    /// How many positions carry loss.
    public var targetCount: Int { targets.count { $0 >= 0 } }

    /// The sum of the weights of the positions that carry loss: what its loss is divided by for a mean.
    public var weightSum: Double {
        guard let weights else { return Double(targetCount) }
        return zip(targets, weights).reduce(0) { $1.0 >= 0 ? $0 + Double($1.1) : $0 }
    }

    /// Adds the `length` tokens of `source` from `start` on, with the tokens that follow them as targets.
    mutating func append(from source: some TokenSource, at start: Int) {
        source.read(start..<start + length, into: &tokens)
        source.read(start + 1..<start + length + 1, into: &targets)
        sequences += 1
    }
}
