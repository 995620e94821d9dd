import Corpus
import Foundations
import Generation
import LanguageModels
import Tokenization

/// Lets one model, or two, answer a prompt twice.
struct AnswerWriter {
    /// Who answers, and how tokens are chosen.
    struct Side {
        let model: LocalLanguageModel
        let sampling: SamplingOptions
    }

    /// Who gives the first answer, and who the second.
    let sides: [Side]
    /// The most tokens of an answer.
    let maximumTokens: Int
    /// Seeds and order follow from it and from the prompt, wherever in the list that stands.
    let seed: UInt64

    /// How often seeds are drawn where the answers are the same, or one is empty.
    private static let attempts = 4

    /// Two answers, with something to choose between where that can be had; nil where Ctrl-C came.
    func pair(for prompt: Prompt, fingerprint: Digest128) async throws -> AnswerPair? {
        var generator = SplitMix64(seed: seed ^ fingerprint.low)
        let isSwapped = generator.next() & 1 == 1
        var pair: AnswerPair?
        for _ in 0..<Self.attempts {
            var answers: [Answer] = []
            for side in sides {
                guard let answer = try await answer(of: side, to: prompt, seed: generator.next()) else { return nil }
                answers.append(answer)
            }
            let found = AnswerPair(prompt: prompt, answers: answers, isSwapped: isSwapped)
            pair = found
            if found.reason == nil { break }
        }
        return pair
    }

    private func answer(of side: Side, to prompt: Prompt, seed: UInt64) async throws -> Answer? {
        if ReplyInterrupt.isNoted { return nil }
        var sampling = side.sampling
        sampling.seed = seed
        let request = ModelRequest(prompt.chat, sampling: sampling, maximumTokens: maximumTokens)
        let response: ModelResponse
        do {
            response = try await ReplyInterrupt.run { try await side.model.respond(to: request) { _ in } }
        } catch let error as LanguageModelError {
            throw CommandFailure("\(prompt.origin): \(error)")
        }
        if response.ending == .cancelled { return nil }
        return Answer(
            text: response.message.content, model: side.model.name, seed: seed, temperature: sampling.temperature,
            isCut: response.ending == .length)
    }
}
