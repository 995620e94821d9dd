import Generation
import LanguageModels
import Synchronization
import Tokenization

/// The policy as one episode meets it: it asks for turns at the desk, and keeps what was read and chosen.
///
/// No constraint bends the choice of tokens, as what is learned are the policy's own probabilities: a call that is
/// malformed is read as text.
final class EpisodeModel: LanguageModel {
    let name = "policy"
    let contextSize: Int?
    private let desk: EpisodeDesk
    private let encoder: ChatEncoder
    /// How the tokens of turn number `n` are chosen.
    private let sampling: @Sendable (Int) -> SamplingOptions
    private let taken = Mutex<[EpisodeTurn]>([])

    init(
        desk: EpisodeDesk, encoder: ChatEncoder, contextSize: Int,
        sampling: @escaping @Sendable (Int) -> SamplingOptions
    ) {
        self.desk = desk
        self.encoder = encoder
        self.contextSize = contextSize
        self.sampling = sampling
    }

    /// The turns so far.
    var turns: [EpisodeTurn] { taken.withLock(\.self) }

    func tokenCount(of chat: Chat) throws -> Int? {
        try encoder.encode(chat, addingGenerationPrompt: true).tokens.count
    }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse {
        let prompt = try encoder.encode(request.chat, addingGenerationPrompt: true).tokens
        if let contextSize, prompt.count >= contextSize {
            throw LanguageModelError.contextFull(tokens: prompt.count, contextSize: contextSize)
        }
        let result = try await desk.answer(
            GenerationRequest(
                prompt: prompt, sampling: sampling(turns.count),
                stops: StopConditions(
                    maximumTokens: request.maximumTokens, furtherEndTokens: [encoder.endOfTurnToken])))
        taken.withLock { $0.append(EpisodeTurn(prompt: prompt, generated: result.tokens)) }
        return ModelResponse(
            message: message(of: result), ending: ModelResponse.Ending(result.stopReason),
            promptTokens: prompt.count, outputTokens: result.tokens.count, reusedTokens: result.reusedTokenCount)
    }

    private func message(of result: GenerationResult) -> ChatMessage {
        (try? encoder.message(fromGenerated: result.tokens))
            ?? .assistant(encoder.tokenizer.decodeString(result.tokens))
    }
}
