/// How probable an answer is, whole.
public struct AnswerScore: Sendable, Hashable {
    /// The sum of log p over its tokens, in nats.
    public var logProbability: Double
    /// The same sum under the reference model; 0 where a loss has none.
    public var reference: Double
    /// Its tokens, the end of the turn included.
    public var tokens: Int

    public init(logProbability: Double, reference: Double = 0, tokens: Int) {
        self.logProbability = logProbability
        self.reference = reference
        self.tokens = tokens
    }

    /// log of how much more probable the answer is than under the reference, in nats.
    public var logRatio: Double { logProbability - reference }

    /// Mean of log p over its tokens.
    public var mean: Double { logProbability / Double(max(tokens, 1)) }
}
