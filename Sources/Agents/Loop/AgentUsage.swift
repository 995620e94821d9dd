/// What a run has used of its limits.
public struct AgentUsage: Sendable, Hashable {
    /// Turns of the model.
    public var steps: Int
    /// Tokens that the model read, over all turns.
    public var promptTokens: Int
    /// Tokens that the model produced, over all turns.
    public var outputTokens: Int
    /// Seconds that the model and the tools worked; neither a person's time to think nor the time between a stop and
    /// its resumption.
    public var seconds: Double

    /// What was used.
    public init(steps: Int = 0, promptTokens: Int = 0, outputTokens: Int = 0, seconds: Double = 0) {
        self.steps = steps
        self.promptTokens = promptTokens
        self.outputTokens = outputTokens
        self.seconds = seconds
    }
}
