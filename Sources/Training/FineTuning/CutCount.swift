/// How many transcripts were cut to fit a sequence, and how much of them.
public struct CutCount: Sendable, Hashable {
    /// Transcripts that lost their end.
    public var transcripts = 0
    /// Tokens that were cut away from them.
    public var tokens = 0

    /// Nothing cut yet.
    public init() {}
}
