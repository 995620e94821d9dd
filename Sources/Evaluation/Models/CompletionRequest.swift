/// A prompt, and what ends the text that follows it.
public struct CompletionRequest: Sendable, Hashable {
    /// What the model goes on from.
    public var prompt: CompletionPrompt
    /// Strings that end the text; they are no part of it.
    public var stopStrings: [String]
    /// Tokens at most.
    public var maximumTokens: Int

    /// Asks for the greedy continuation of `prompt`.
    public init(prompt: CompletionPrompt, stopStrings: [String] = [], maximumTokens: Int) {
        self.prompt = prompt
        self.stopStrings = stopStrings
        self.maximumTokens = maximumTokens
    }
}
