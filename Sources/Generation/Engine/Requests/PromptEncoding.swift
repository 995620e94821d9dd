public import Tokenization
public import Transformer

extension Tokenizer {
    /// The tokens of a prompt for a model, after the token that begins a text where the vocabulary has one.
    ///
    /// An empty prompt begins a text: with that token, or else with the one that ends the text before it, as in the
    /// corpus that the model learned from.
    ///
    /// - Parameters:
    ///   - prompt: the text to continue.
    ///   - configuration: the model's, which says what ends a text.
    ///   - allowingSpecialTokens: whether the text of a special token becomes that token.
    /// - Throws: ``GenerationError/emptyPrompt`` if there is no token to begin with.
    public func encodePrompt(
        _ prompt: String, for configuration: ModelConfiguration, allowingSpecialTokens: Bool = false
    ) throws(GenerationError) -> [Int32] {
        let begin = beginOfTextToken.map { [$0] } ?? []
        let tokens = begin + encode(prompt, allowingSpecialTokens: allowingSpecialTokens)
        if !tokens.isEmpty { return tokens }
        guard let separator = configuration.endOfTextTokens.first ?? endOfTextToken else { throw .emptyPrompt }
        return [separator]
    }
}
