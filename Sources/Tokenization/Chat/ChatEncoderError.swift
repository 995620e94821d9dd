/// Why a conversation cannot become token ids.
public enum ChatEncoderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The template says nothing of what the assistant wrote, and it cannot be found by rendering the conversation up to
    /// a message either: later messages change what the template makes of earlier ones.
    case notAPrefix(template: String, message: Int)
    /// The template ends the assistant's turns with nothing that is a special token of the tokenizer, so that no model
    /// could say that its turn is over.
    case noEndOfTurn(template: String)
    /// The tokenizer lacks special tokens that the template writes.
    case missingSpecialTokens(template: String, tokens: [String])

    public var description: String {
        switch self {
        case .notAPrefix(let template, let message):
            "\(template): cannot tell what the assistant wrote in message \(message): the template writes the "
                + "conversation up to there differently when it goes on, and has no {% generation %} blocks; "
                + "add such blocks to the template, or train on conversations that end there"
        case .noEndOfTurn(let template):
            "\(template): the assistant's turns end with no special token of the tokenizer: give a tokenizer that was "
                + "made for this template"
        case .missingSpecialTokens(let template, let tokens):
            "\(template): the tokenizer has no special token " + tokens.map { "'\($0)'" }.joined(separator: ", ")
                + ": train it with these special tokens"
        }
    }
}
