import Generation
import Transformer

/// The ways to continue a text.
extension GenerateCommand {
    /// Continues the text, token by token.
    func stream(
        _ request: GenerationRequest, _ generator: Generator, _ output: GenerationOutput
    ) async throws -> GenerationResult {
        var tokens: [GeneratedToken] = []
        let events = generator.stream(request).makeAsyncIterator()
        // Nothing is printed for a request that is refused.
        var next = try await events.next()
        output.begin()
        while let event = next {
            switch event {
            case .token(let token):
                output.show(token)
                tokens.append(token)
            case .finished(let result):
                output.finish(result, of: request, tokens)
                return result
            }
            // The stream of a task that is cancelled ends with what there is.
            Interruption.cancelTask()
            next = try await events.next()
        }
        throw CancellationError()
    }

    /// Continues the text in several ways, and gives the first of them, or one that was interrupted.
    func draw(
        _ count: Int, of request: GenerationRequest, _ generator: Generator, _ output: GenerationOutput
    ) async throws -> GenerationResult {
        let tokens = CompletionTokens(count: count)
        defer { tokens.clear() }
        let results = try await generator.completions(of: request, count: count) { completion, token in
            tokens.note(completion, token)
            Interruption.cancelTask()
        }
        tokens.clear()
        CompletionsOutput(output: output).show(results, of: request, tokens.all)
        return results.first { $0.stopReason == .cancelled } ?? results[0]
    }

    /// Continues the text with beam search.
    func search(_ generator: Generator, _ text: String, _ options: BeamOptions) async throws {
        var request = BeamRequest(
            prompt: try generator.tokens(of: text, allowingSpecialTokens: allowSpecial), options: options,
            maximumTokens: maxTokens)
        request.stopStrings = stopStrings
        request.stopsAtEndTokens = !ignoreEnd
        request.constraint = try constraint(for: generator)
        let hypotheses = try await generator.beams(request)
        BeamOutput(prompt: noEcho ? "" : text, json: json).show(hypotheses, of: request)
    }

    /// What the text must be.
    func constraint(for generator: Generator) throws -> GrammarConstraint? {
        try constraint.constraint(
            tokenizer: generator.tokenizer, modelSize: generator.configuration.vocabularySize,
            endTokens: generator.configuration.endOfTextTokens)
    }
}
