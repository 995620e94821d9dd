/// The stretches of the held-out tokens that every validation reads: always the same, spread evenly over the whole.
public struct HeldOutWindows: Sendable, Hashable {
    /// The first token of each window.
    public let starts: [Int]
    /// Tokens a window predicts.
    public let length: Int

    /// Windows of at most `sequenceLength` tokens that predict about `limit` tokens in all (0: as many as there are).
    ///
    /// - Throws: ``DataError/tooSmall(tokens:needed:)`` where there is nothing to predict.
    public init(tokenCount: Int, sequenceLength: Int, limit: Int) throws(DataError) {
        guard tokenCount > 1 else { throw .tooSmall(tokens: tokenCount, needed: 2) }
        let length = min(sequenceLength, tokenCount - 1)
        let available = (tokenCount - 1) / length
        let wanted = limit == 0 ? available : min(available, max(1, limit / length))
        self.length = length
        starts = (0..<wanted).map { $0 * available / wanted * length }
    }

    /// Tokens that are predicted.
    public var targetCount: Int { starts.count * length }
}
