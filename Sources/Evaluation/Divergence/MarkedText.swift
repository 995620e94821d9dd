/// A text as tokens, with those marked that are measured.
public struct MarkedText: Sendable, Hashable {
    /// Token ids.
    public var tokens: [Int32]
    /// For each token, whether it is measured; the first has nothing before it to be predicted from, and never is.
    public var isMeasured: [Bool]

    /// - Precondition: every token has its mark.
    public init(tokens: [Int32], isMeasured: [Bool]) {
        precondition(tokens.count == isMeasured.count, "every token needs its mark")
        self.tokens = tokens
        self.isMeasured = isMeasured
    }

    /// The positions from which the measured tokens are predicted.
    var positions: [Int] { isMeasured.indices.dropFirst().filter { isMeasured[$0] }.map { $0 - 1 } }
}
