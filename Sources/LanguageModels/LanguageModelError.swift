/// Why a model cannot take the next turn of a conversation.
public enum LanguageModelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The model directory has no chat template: it is a base model.
    case noChatTemplate(directory: String)
    /// The tokenizer knows more tokens than the model: they do not belong together.
    case vocabularyMismatch(tokenizer: Int, model: Int)
    /// There is no message to answer.
    case nothingToAnswer
    /// The last message is the assistant's own.
    case ownTurn
    /// The conversation leaves no room for a reply.
    case contextFull(tokens: Int, contextSize: Int)

    public var description: String {
        switch self {
        case .noChatTemplate(let directory):
            "\(directory) has no chat template: it is a base model that continues texts and answers nobody; fine-tune it "
                + "for conversations with 'martlet train sft', or let it continue a text with 'martlet generate'"
        case .vocabularyMismatch(let tokenizer, let model):
            "the tokenizer has \(tokenizer) tokens, but the model only \(model): they do not belong together"
        case .nothingToAnswer: "the conversation has no message to answer"
        case .ownTurn: "the last message of the conversation is the assistant's own; there is nothing to answer"
        case .contextFull(let tokens, let contextSize):
            "the conversation has \(tokens) tokens, and the model's context holds \(contextSize) with the reply; leave out "
                + "its oldest turns"
        }
    }
}
