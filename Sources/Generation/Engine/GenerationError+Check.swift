import Transformer

extension GenerationError {
    /// Checks that there are tokens, that they fit the context of a model, and that the model knows them.
    ///
    /// - Parameter contextSize: tokens that there is room for; nil where that is the model's context.
    /// - Throws: ``GenerationError`` naming the first thing that is wrong.
    static func check(
        _ tokens: [Int32], for configuration: ModelConfiguration, contextSize: Int? = nil
    ) throws(GenerationError) {
        let contextSize = contextSize ?? configuration.maximumPositions
        guard !tokens.isEmpty else { throw .emptyPrompt }
        guard tokens.count <= contextSize else {
            throw .promptTooLong(promptTokens: tokens.count, contextSize: contextSize)
        }
        for (index, token) in tokens.enumerated() where !(0..<configuration.vocabularySize).contains(Int(token)) {
            throw .tokenOutOfRange(token: token, index: index, vocabularySize: configuration.vocabularySize)
        }
    }
}
