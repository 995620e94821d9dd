/// A conversation as token ids, and which of them a model is trained on.
public struct EncodedChat: Sendable, Hashable {
    /// The ids.
    public var tokens: [Int32]
    /// For each id whether the assistant wrote it: its text, its tool calls, and the token that ends its turn.
    public var isTrained: [Bool]

    /// Joins ids with what is known of them.
    public init(tokens: [Int32] = [], isTrained: [Bool] = []) {
        precondition(tokens.count == isTrained.count, "each token is trained on or not")
        self.tokens = tokens
        self.isTrained = isTrained
    }

    /// How many ids a model is trained on.
    public var trainedCount: Int { isTrained.count { $0 } }

    /// The parts that a model is trained on, as ranges of the ids, in order: the assistant's turns.
    public var trainedRanges: [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while let first = isTrained[start...].firstIndex(of: true) {
            start = isTrained[first...].firstIndex(of: false) ?? isTrained.count
            ranges.append(first..<start)
        }
        return ranges
    }
}
