public import LanguageModels
public import Tokenization

/// A turn that the model took in a run, and what it cost.
public struct AgentTurn: Sendable, Hashable {
    /// What the model said or called.
    public var message: ChatMessage
    /// Why its turn ended.
    public var ending: ModelResponse.Ending
    /// Tokens that the model read.
    public var promptTokens: Int
    /// Tokens that the model produced.
    public var outputTokens: Int
    /// How long it took.
    public var seconds: Double

    /// A turn and its cost.
    public init(
        message: ChatMessage, ending: ModelResponse.Ending = .finished, promptTokens: Int = 0, outputTokens: Int = 0,
        seconds: Double = 0
    ) {
        self.message = message
        self.ending = ending
        self.promptTokens = promptTokens
        self.outputTokens = outputTokens
        self.seconds = seconds
    }

    /// The turn of a response that took `seconds`.
    init(_ response: ModelResponse, seconds: Double) {
        self.init(
            message: response.message, ending: response.ending, promptTokens: response.promptTokens,
            outputTokens: response.outputTokens, seconds: seconds)
    }

    /// The call that the turn makes; nil for a text, and where there is not exactly one.
    public var call: ToolCall? { message.toolCalls.count == 1 ? message.toolCalls[0] : nil }
}
