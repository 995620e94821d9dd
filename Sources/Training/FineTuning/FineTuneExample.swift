/// A transcript as tokens, with those marked that the model learns to write.
public struct FineTuneExample: Sendable, Hashable {
    /// Token ids.
    public var tokens: [Int32]
    /// For each token, whether it carries loss: the assistant's words and the end of its turn.
    public var isTrained: [Bool]

    /// - Precondition: both have the same length.
    public init(tokens: [Int32], isTrained: [Bool]) {
        precondition(tokens.count == isTrained.count, "every token needs its mark")
        self.tokens = tokens
        self.isTrained = isTrained
    }

    /// How many positions it takes in a sequence: one fewer than its tokens, as the last one has none to predict.
    var positionCount: Int { tokens.count - 1 }
}
