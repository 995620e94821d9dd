/// A transcript as tokens, with those marked that the model learns to write.
public struct FineTuneExample: Sendable, Hashable {
    /// Token ids.
    public var tokens: [Int32]
    /// For each token, whether it carries loss: the assistant's words and the end of its turn.
    public var isTrained: [Bool]
    /// How much the loss of each token counts, above 0 where it carries loss; nil: 1 for all that do.
    public var weights: [Float]?

    /// - Precondition: all have the same length.
    public init(tokens: [Int32], isTrained: [Bool], weights: [Float]? = nil) {
        precondition(tokens.count == isTrained.count, "every token needs its mark")
        precondition(weights.map { $0.count == tokens.count } ?? true, "every token needs its weight")
        self.tokens = tokens
        self.isTrained = isTrained
        self.weights = weights
    }

    /// How many positions it takes in a sequence: one fewer than its tokens, as the last one has none to predict.
    var positionCount: Int { tokens.count - 1 }

    /// How much the loss of a token counts: 0 where it carries none.
    public func weight(of index: Int) -> Float { isTrained[index] ? weights?[index] ?? 1 : 0 }

    /// The first `count` tokens.
    func prefix(_ count: Int) -> FineTuneExample {
        FineTuneExample(
            tokens: Array(tokens.prefix(count)), isTrained: Array(isTrained.prefix(count)),
            weights: weights.map { Array($0.prefix(count)) })
    }
}
