import Generation
import Tokenization

extension LocalEvaluatedModel {
    /// What follows each prompt, most probable token by most probable token.
    ///
    /// A prompt that leaves no room for the text loses its beginning: it keeps what ``CompletionRequest/maximumTokens``
    /// leaves of the context, and half of it at least.
    ///
    /// - Throws: ``EvaluationError``, `GenerationError`, `StopConditionError`, `JinjaError`.
    public func completions(of requests: [CompletionRequest]) async throws -> [Completion] {
        var ids: [Int] = [], cuts: [Int] = [], found: [Int: Completion] = [:]
        defer { for id in ids { generation.forget(id) } }
        for request in requests {
            let (prompt, cut) = try fitted(tokens(of: request.prompt), maximumTokens: request.maximumTokens)
            cuts.append(cut)
            ids += try generation.submit(
                GenerationRequest(
                    prompt: prompt, sampling: .greedy,
                    stops: StopConditions(
                        maximumTokens: request.maximumTokens, stopStrings: request.stopStrings,
                        furtherEndTokens: request.prompt.isChat ? encoder.map { [$0.endOfTurnToken] } ?? [] : [])))
        }
        while found.count < ids.count {
            try Task.checkCancellation()
            try betweenPasses()
            generation.step()
            for (index, id) in ids.enumerated() where found[index] == nil {
                while let event = try generation.take(id) {
                    guard case .finished(let result) = event else { continue }
                    found[index] = Completion(
                        text: result.text, tokenCount: result.tokens.count, ending: result.stopReason.name,
                        cutTokens: cuts[index])
                }
            }
        }
        return ids.indices.compactMap { found[$0] }
    }

    private func tokens(of prompt: CompletionPrompt) throws -> [Int32] {
        switch prompt {
        case .text(let text): return try tokenizer.encodePrompt(text, for: configuration)
        case .chat(let messages):
            guard let encoder else { throw EvaluationError.noChatTemplate(model: name) }
            return try encoder.encode(Chat(messages), addingGenerationPrompt: true).tokens
        }
    }

    private func fitted(_ prompt: [Int32], maximumTokens: Int) -> (prompt: [Int32], cut: Int) {
        let size = generation.contextSize
        let room = max(1, size - min(maximumTokens, size / 2))
        guard prompt.count > room else { return (prompt, 0) }
        let begin = prompt.first == tokenizer.beginOfTextToken ? prompt.prefix(1) : []
        let kept = begin + prompt.suffix(room - begin.count)
        return (Array(kept), prompt.count - kept.count)
    }
}
