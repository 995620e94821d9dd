package import Generation
public import Tokenization

/// The turn that a model took.
public struct ModelResponse: Sendable, Hashable {
    /// Why the turn ended.
    public enum Ending: String, Sendable, Hashable {
        /// The model ended it.
        case finished
        /// The limit on its tokens, or the context window, was reached.
        case length
        /// The caller gave up.
        case cancelled

        /// Why a turn ended whose tokens ended so.
        package init(_ reason: StopReason) {
            self =
                switch reason {
                case .endToken, .stopString, .complete: .finished
                case .tokenLimit, .contextLimit: .length
                case .cancelled: .cancelled
                }
        }
    }

    /// What the model says or calls; role `assistant`.
    public var message: ChatMessage
    /// Why the turn ended.
    public var ending: Ending
    /// Tokens that the model read, those of a reused cache included.
    public var promptTokens: Int
    /// Tokens that the model produced, the one that ends the turn included.
    public var outputTokens: Int
    /// Tokens of the prompt that did not have to be computed again.
    public var reusedTokens: Int

    /// A turn and what it took.
    public init(
        message: ChatMessage, ending: Ending, promptTokens: Int, outputTokens: Int, reusedTokens: Int = 0
    ) {
        self.message = message
        self.ending = ending
        self.promptTokens = promptTokens
        self.outputTokens = outputTokens
        self.reusedTokens = reusedTokens
    }
}
