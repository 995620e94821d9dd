package import Generation
package import Tokenization
package import Transformer

/// Turns contexts and continuations into tokens for a model.
package struct LikelihoodTokens: Sendable {
    private let tokenizer: Tokenizer
    private let configuration: ModelConfiguration

    /// Tokens for this vocabulary and this model.
    package init(tokenizer: Tokenizer, configuration: ModelConfiguration) {
        self.tokenizer = tokenizer
        self.configuration = configuration
    }

    /// The tokens of a request, and how many of its context had to be left out at the beginning.
    ///
    /// Context and continuation are encoded as one text, as they would be read. What of it begins as the context alone
    /// does is context; a token that spans the seam belongs to the continuation. Before the text stands the token that
    /// begins one, where the vocabulary has it; else, before an empty context, the one that ends the text before.
    ///
    /// - Throws: ``EvaluationError``; `GenerationError.emptyPrompt` where nothing can stand before the first token.
    package func tokens(of request: LikelihoodRequest) throws -> (tokens: ScoredTokens, cut: Int) {
        let whole = tokenizer.encode(request.context + request.continuation)
        let context = request.context.isEmpty ? [] : tokenizer.encode(request.context)
        let shared = zip(whole, context).prefix { $0 == $1 }.count
        guard shared < whole.count else { throw EvaluationError.emptyContinuation(context: request.context) }
        let before = try beginning(needed: shared == 0)
        let room = configuration.maximumPositions + 1
        let scored = whole.count - shared
        guard scored < room else {
            throw EvaluationError.continuationTooLong(tokens: scored, contextSize: configuration.maximumPositions)
        }
        // The model reads all but the last token.
        let cut = max(0, before.count + whole.count - room)
        let tokens = before + whole.dropFirst(cut)
        return (ScoredTokens(tokens, firstScored: tokens.count - scored), cut)
    }

    /// The token that stands before a text; none where there is no need of one that the vocabulary lacks.
    package func beginning(needed: Bool) throws(GenerationError) -> [Int32] {
        if let begin = tokenizer.beginOfTextToken { return [begin] }
        return needed ? try tokenizer.encodePrompt("", for: configuration) : []
    }
}
