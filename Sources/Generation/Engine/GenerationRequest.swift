/// What to generate, and how.
public struct GenerationRequest: Sendable, Hashable {
    /// The tokens to continue; at least one.
    public var prompt: [Int32]

    /// How each token is chosen.
    public var sampling: SamplingOptions

    /// What ends the text.
    public var stops: StopConditions

    /// How many candidates to describe with each token (``GeneratedToken/candidates``); 0 describes none.
    public var candidateCount: Int

    /// Whether keys and values of earlier positions are kept. Without them every token costs a pass over the whole
    /// sequence, and the result is the same, bit for bit.
    public var usesCache: Bool

    /// Asks for the continuation of `prompt`.
    public init(
        prompt: [Int32],
        sampling: SamplingOptions = SamplingOptions(),
        stops: StopConditions = StopConditions(),
        candidateCount: Int = 0,
        usesCache: Bool = true
    ) {
        self.prompt = prompt
        self.sampling = sampling
        self.stops = stops
        self.candidateCount = candidateCount
        self.usesCache = usesCache
    }
}
