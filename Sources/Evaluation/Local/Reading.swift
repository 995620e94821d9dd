import Tensors

/// A text on its way through the model, piece by piece.
final class Reading {
    /// What holds the keys and values.
    let sequence: KVSequence
    /// What the logits behind each token are asked about; empty where the tokens are only read.
    let targets: ArraySlice<Int32>
    /// What was found.
    var scores: [TokenScore] = []
    private var rest: ArraySlice<Int32>

    /// Tokens that follow what `sequence` holds.
    init(_ tokens: ArraySlice<Int32>, targets: ArraySlice<Int32>, _ sequence: KVSequence) {
        rest = tokens
        self.targets = targets
        self.sequence = sequence
    }

    /// Whether nothing is left to read.
    var isRead: Bool { rest.isEmpty }

    /// The next tokens, `limit` at most.
    func take(_ limit: Int) -> [Int32] {
        let taken = rest.prefix(limit)
        rest = rest.dropFirst(taken.count)
        return Array(taken)
    }

    /// The next targets that have no score yet.
    func nextTargets(_ count: Int) -> ArraySlice<Int32> { targets.dropFirst(scores.count).prefix(count) }
}
