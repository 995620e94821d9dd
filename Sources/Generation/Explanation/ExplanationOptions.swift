/// What an explanation of a text shows.
public struct ExplanationOptions: Sendable, Hashable {
    /// How a token would be drawn at each position.
    public var sampling: SamplingOptions

    /// How many of the model's most probable tokens to follow through the sampler at each position.
    public var candidateCount: Int

    /// The position whose attention is shown; nil shows none.
    public var attentionPosition: Int?

    /// The default sampler, five candidates, and no attention.
    public init(
        sampling: SamplingOptions = SamplingOptions(), candidateCount: Int = 5, attentionPosition: Int? = nil
    ) {
        self.sampling = sampling
        self.candidateCount = candidateCount
        self.attentionPosition = attentionPosition
    }
}
