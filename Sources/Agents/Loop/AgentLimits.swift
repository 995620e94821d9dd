/// How much a run may use before it ends with a report.
public struct AgentLimits: Sendable, Hashable {
    /// Turns of the model.
    public var steps: Int
    /// Tokens that the model produces over the whole run.
    public var outputTokens: Int
    /// Seconds that the model and the tools work.
    public var seconds: Double
    /// Tokens of a single turn.
    public var tokensPerTurn: Int
    /// Seconds after which a tool counts as hanging.
    public var secondsPerTool: Double

    /// Limits that suit a small task on a small model.
    public init(
        steps: Int = 24, outputTokens: Int = 8192, seconds: Double = 600, tokensPerTurn: Int = 1024,
        secondsPerTool: Double = 120
    ) {
        self.steps = steps
        self.outputTokens = outputTokens
        self.seconds = seconds
        self.tokensPerTurn = tokensPerTurn
        self.secondsPerTool = secondsPerTool
    }

    /// The limit that `usage` has reached; nil where there is room for another turn.
    public func reached(by usage: AgentUsage) -> StopCause? {
        if usage.steps >= steps { return .stepLimit(steps) }
        if usage.outputTokens >= outputTokens { return .tokenLimit(outputTokens) }
        if usage.seconds >= seconds { return .timeLimit(seconds: seconds) }
        return nil
    }

    /// The most tokens that the next turn may have.
    public func tokensOfNextTurn(after usage: AgentUsage) -> Int {
        max(1, min(tokensPerTurn, outputTokens - usage.outputTokens))
    }
}
