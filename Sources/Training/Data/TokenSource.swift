/// A long sequence of token ids that can be read anywhere: a mapped corpus, or an array.
public protocol TokenSource: Sendable {
    /// How many tokens there are.
    var tokenCount: Int { get }

    /// Appends the tokens in `range` to `tokens`.
    ///
    /// - Precondition: the range lies within `0 ..< tokenCount`.
    func read(_ range: Range<Int>, into tokens: inout [Int32])
}

/// Tokens held in memory.
extension [Int32]: TokenSource {
    public var tokenCount: Int { count }

    public func read(_ range: Range<Int>, into tokens: inout [Int32]) {
        tokens.append(contentsOf: self[range])
    }
}
