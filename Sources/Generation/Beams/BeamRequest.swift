/// What to look for with beam search.
public struct BeamRequest: Sendable {
    /// The tokens to continue; at least one.
    public var prompt: [Int32]

    /// How to search.
    public var options: BeamOptions

    /// The most tokens of a continuation.
    public var maximumTokens: Int

    /// Tokens that end a continuation besides those of the model.
    public var furtherEndTokens: [Int32]

    /// Strings that end a continuation where they appear; they are no part of its text.
    public var stopStrings: [String] = []

    /// Whether the model's end-of-text tokens end a continuation.
    public var stopsAtEndTokens = true

    /// What a continuation may be; nil leaves it free. Log-probabilities are the model's own in either case.
    public var constraint: (any TokenConstraint)?

    /// Asks for the most probable continuations of `prompt`.
    public init(
        prompt: [Int32], options: BeamOptions = BeamOptions(), maximumTokens: Int = 256, furtherEndTokens: [Int32] = []
    ) {
        self.prompt = prompt
        self.options = options
        self.maximumTokens = maximumTokens
        self.furtherEndTokens = furtherEndTokens
    }
}
