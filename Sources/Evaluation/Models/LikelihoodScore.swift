/// How probable a model holds a continuation.
public struct LikelihoodScore: Sendable, Hashable {
    /// The sum of log p of the continuation's tokens, in nats.
    public var logLikelihood: Double
    /// Whether each of its tokens is the most probable one in its place, so that greedy generation would write it.
    public var isGreedy: Bool
    /// Tokens that were scored.
    public var tokenCount: Int
    /// Tokens of the context that were left out at its beginning, since the model's context is too short.
    public var cutTokens: Int

    /// A score.
    public init(logLikelihood: Double, isGreedy: Bool, tokenCount: Int, cutTokens: Int = 0) {
        self.logLikelihood = logLikelihood
        self.isGreedy = isGreedy
        self.tokenCount = tokenCount
        self.cutTokens = cutTokens
    }

    /// The score of the tokens, in their order.
    package init(_ tokens: some Collection<TokenScore>, cutTokens: Int) {
        logLikelihood = tokens.reduce(0) { $0 + $1.logProbability }
        isGreedy = tokens.allSatisfy(\.isGreedy)
        tokenCount = tokens.count
        self.cutTokens = cutTokens
    }
}
