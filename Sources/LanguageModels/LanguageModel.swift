public import Tokenization

/// Whatever takes the next turn of a conversation: a model in this process, one behind an API, a script in a test.
public protocol LanguageModel: Sendable {
    /// What it is called in journals and reports.
    var name: String { get }

    /// The tokens of a conversation and its reply together; nil where it is unknown.
    var contextSize: Int? { get }

    /// How many tokens of the window a conversation takes, the header of the reply included; nil where it is unknown.
    func tokenCount(of chat: Chat) throws -> Int?

    /// Takes the next turn.
    ///
    /// Where the chat has tools, a reply that calls one has arguments that fit its schema.
    ///
    /// - Parameter onText: told each piece of the answer's text as it becomes certain, in order.
    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse
}

extension LanguageModel {
    /// Takes the next turn, all at once.
    public func respond(to request: ModelRequest) async throws -> ModelResponse {
        try await respond(to: request) { _ in }
    }
}
