import LanguageModels
import Foundations
import Tokenization

/// Looks into the folder once, and then says the same to everything.
struct ExpertLikeModel: LanguageModel {
    let name = "parrot"
    let contextSize: Int? = nil
    let text: String

    func tokenCount(of chat: Chat) -> Int? { nil }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse {
        let hasLooked = request.chat.messages.contains { $0.role == .tool }
        let message: ChatMessage =
            hasLooked ? .assistant(text) : .assistant(calling: ToolCall(name: "list_files", arguments: [:]))
        return ModelResponse(message: message, ending: .finished, promptTokens: 1, outputTokens: 1)
    }
}
