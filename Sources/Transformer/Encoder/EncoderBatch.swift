/// The tokens of several texts, one after another, without padding.
public struct EncoderBatch: Sendable {
    /// The tokens of all texts.
    public let tokens: [Int32]
    /// For each token the kind of text it belongs to.
    public let tokenTypes: [Int32]
    /// The number of tokens of each text.
    public let lengths: [Int]

    /// A batch of texts that have a token at least.
    ///
    /// - Parameters:
    ///   - texts: The tokens of each text, those included that begin and end it.
    ///   - tokenTypes: For each of them the kind of text it belongs to, where the model tells several apart; nil for 0.
    public init(_ texts: [[Int32]], tokenTypes: [[Int32]]? = nil) {
        precondition(texts.allSatisfy { !$0.isEmpty }, "a text without tokens")
        tokens = texts.flatMap { $0 }
        lengths = texts.map(\.count)
        self.tokenTypes = tokenTypes?.flatMap { $0 } ?? [Int32](repeating: 0, count: tokens.count)
        precondition(self.tokenTypes.count == tokens.count, "a type for every token")
    }

    /// The rows of each text among those of all.
    public var rows: [Range<Int>] {
        var start = 0
        return lengths.map { length in
            defer { start += length }
            return start..<start + length
        }
    }
}
