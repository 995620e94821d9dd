import LanguageModels
import Tokenization

/// A model that does what a test wants.
struct FakeModel: LanguageModel {
    let name = "fake"
    var contextSize: Int?
    var tokensPerMessage = 10
    var body: @Sendable (ModelRequest) async throws -> ModelResponse

    init(
        contextSize: Int? = nil, _ body: @escaping @Sendable (ModelRequest) async throws -> ModelResponse
    ) {
        self.contextSize = contextSize
        self.body = body
    }

    func tokenCount(of chat: Chat) -> Int? { chat.messages.count * tokensPerMessage }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse {
        try await body(request)
    }
}
