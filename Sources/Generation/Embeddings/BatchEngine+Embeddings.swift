import Transformer

extension BatchEngine {
    /// Takes a text whose vector is wanted.
    ///
    /// - Returns: Its number.
    /// - Throws: ``GenerationError`` saying what is wrong with the tokens.
    package func submit(_ request: EmbeddingRequest) throws(GenerationError) -> Int {
        try checkRoom(for: request.tokens.count)
        try GenerationError.check(request.tokens, for: model.configuration, contextSize: contextSize)
        return add { id in
            let run = EmbeddingRun(id: id, request)
            run.adapter = ownAdapter
            return run
        }
    }
}
