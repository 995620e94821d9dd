/// What a model wrote after a prompt.
public struct Completion: Sendable, Hashable {
    /// The text, without what ended it.
    public var text: String
    /// Tokens that were produced.
    public var tokenCount: Int
    /// Why it ended, as `StopReason.name` has it.
    public var ending: String
    /// Tokens of the prompt that were left out at its beginning, since the model's context is too short.
    public var cutTokens: Int

    /// What was written.
    public init(text: String, tokenCount: Int = 0, ending: String = "end_token", cutTokens: Int = 0) {
        self.text = text
        self.tokenCount = tokenCount
        self.ending = ending
        self.cutTokens = cutTokens
    }
}
