extension Tokenizer {
    /// The tokens of `text` with those that the vocabulary's file puts around a text, such as the one that begins it.
    ///
    /// - Parameters:
    ///   - text: any text.
    ///   - addingSpecialTokens: whether to add them; ``encode(_:allowingSpecialTokens:)`` never does.
    ///   - allowingSpecialTokens: whether the text of a special token becomes that token; see there.
    public func encode(
        _ text: String, addingSpecialTokens: Bool, allowingSpecialTokens: Bool = false
    ) -> [Int32] {
        let tokens = encode(text, allowingSpecialTokens: allowingSpecialTokens)
        return addingSpecialTokens ? postProcessor.join(tokens).tokens : tokens
    }

    /// The tokens of a pair of texts, such as a question and a passage, as models like BERT read them.
    ///
    /// - Parameters:
    ///   - first: the first text.
    ///   - second: the second one; nil for a text alone.
    ///   - addingSpecialTokens: whether to add the tokens that begin, part and end them. Without them the types are
    ///     those of texts side by side.
    ///   - allowingSpecialTokens: whether the text of a special token becomes that token.
    public func encode(
        _ first: String, pairedWith second: String?, addingSpecialTokens: Bool = true,
        allowingSpecialTokens: Bool = false
    ) -> TokenSequence {
        let processor = addingSpecialTokens ? postProcessor : .none
        return processor.join(
            encode(first, allowingSpecialTokens: allowingSpecialTokens),
            second.map { encode($0, allowingSpecialTokens: allowingSpecialTokens) })
    }
}
