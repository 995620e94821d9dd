import Transformer

extension GenerationError {
    /// Checks that there are tokens, that they fit the context of a model, and that the model knows them.
    ///
    /// - Throws: ``GenerationError`` naming the first thing that is wrong.
    static func check(_ tokens: [Int32], for configuration: ModelConfiguration) throws(GenerationError) {
        guard !tokens.isEmpty else { throw .emptyPrompt }
        guard tokens.count <= configuration.maximumPositions else {
            throw .promptTooLong(promptTokens: tokens.count, contextSize: configuration.maximumPositions)
        }
        for (index, token) in tokens.enumerated() where !(0..<configuration.vocabularySize).contains(Int(token)) {
            throw .tokenOutOfRange(token: token, index: index, vocabularySize: configuration.vocabularySize)
        }
    }
}
