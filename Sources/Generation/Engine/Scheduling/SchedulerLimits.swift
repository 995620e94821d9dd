/// How much one step of the engine takes on.
public struct SchedulerLimits: Sendable, Hashable {
    /// Requests that are worked on at once, those that wait for their readers not counted; others wait.
    public var requests: Int
    /// Tokens of a step: those of texts that grow, one each, and then those of prompts.
    public var tokens: Int
    /// Tokens of a prompt that are taken before the next prompt has its turn.
    public var chunk: Int

    /// Limits of a step.
    public init(requests: Int = 32, tokens: Int = 256, chunk: Int = 128) {
        self.requests = max(1, requests)
        self.tokens = max(1, tokens)
        self.chunk = max(1, chunk)
    }
}
