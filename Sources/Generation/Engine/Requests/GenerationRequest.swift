private import Foundations

/// What to generate, and how.
public struct GenerationRequest: Sendable {
    /// The tokens to continue; at least one.
    public var prompt: [Int32]

    /// How each token is chosen.
    public var sampling: SamplingOptions

    /// What ends the text.
    public var stops: StopConditions

    /// How many candidates to describe with each token (``GeneratedToken/candidates``); 0 describes none.
    public var candidateCount: Int

    /// How many of the model's most probable tokens to list with each token (``GeneratedToken/logProbabilities``); 0
    /// tells the probability of the token alone, nil nothing.
    public var logProbabilityCount: Int?

    /// Whether keys and values of earlier positions are kept. Without them every token costs a pass over the whole
    /// sequence, and the result is the same, bit for bit.
    public var usesCache: Bool

    /// What the text may be; nil leaves it free. With a constraint, candidates are those that it allows.
    public var constraint: (any TokenConstraint)?

    /// Whether tokens are guessed ahead, which changes how long a text takes and nothing else.
    public var speculation = Speculation.promptLookup()

    /// Among requests of one engine, those of higher priority come first; equals take turns.
    public var priority = 0

    /// The name of the adapter to compute with (``Generator/loadAdapter(_:named:)``); nil for the model as it was handed over.
    public var adapter: String?

    /// Whether tokens that the constraint leaves no choice about are taken without asking the model.
    ///
    /// They are the tokenizer's own, so that a model may be shown other tokens than it would have chosen itself. Where
    /// candidates or log-probabilities are asked for, the model is always asked.
    public var takesForcedTokens = false

    /// Asks for the continuation of `prompt`.
    public init(
        prompt: [Int32],
        sampling: SamplingOptions = SamplingOptions(),
        stops: StopConditions = StopConditions(),
        candidateCount: Int = 0,
        logProbabilityCount: Int? = nil,
        usesCache: Bool = true,
        constraint: (any TokenConstraint)? = nil
    ) {
        self.prompt = prompt
        self.sampling = sampling
        self.stops = stops
        self.candidateCount = candidateCount
        self.logProbabilityCount = logProbabilityCount
        self.usesCache = usesCache
        self.constraint = constraint
    }
}

extension GenerationRequest {
    /// The seed of one of several completions of the request: its own for the first, then draws from a generator that it
    /// seeds.
    public func seed(of completion: Int) -> UInt64 {
        guard completion > 0 else { return sampling.seed }
        var generator = SplitMix64(seed: sampling.seed &+ UInt64(truncatingIfNeeded: completion))
        return generator.next()
    }
}
