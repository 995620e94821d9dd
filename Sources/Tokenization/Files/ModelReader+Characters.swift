import Foundations

extension ModelReader {
    /// The model of vocabularies that are nothing but single characters.
    func characterVocabulary(
        _ vocabulary: TokenizerVocabulary, _ merges: [Merge], _ options: PieceBPE.Options
    ) throws(TokenizerFileError) -> (any TokenModel)? {
        let isPlain =
            addedTokens.allSatisfy {
                $0.isSpecial && !$0.isNormalized && !$0.stripsLeft && !$0.stripsRight && !$0.isSingleWord
            }
        guard isPlain, options.continuingPrefix.isEmpty, options.wordSuffix.isEmpty, !options.ignoresMerges,
            root["pre_tokenizer"].value.isNull, !model["unk_token"].value.isNull,
            vocabulary.names.allSatisfy({ $0 != nil })
        else { return nil }
        if normalizer == nil, root["decoder"].value == TokenizerLayout.characterDecoder, merges.isEmpty,
            !options.fusesUnknown, options.byteTokens == nil
        {
            return characters(vocabulary, unknown: try vocabulary.id(of: model["unk_token"]))
        }
        return nil
    }

    private func characters(_ vocabulary: TokenizerVocabulary, unknown: Int32) -> CharacterVocabulary? {
        let special = Set(addedTokens.map(\.id))
        var characters: [(codePoint: UInt32, id: Int32)] = []
        for token in vocabulary.tokens where !special.contains(token.id) {
            let scalars = TokenizerVocabulary.text(token.bytes).unicodeScalars
            guard let scalar = scalars.first, scalars.count == 1 else { return nil }
            characters.append((scalar.value, token.id))
        }
        return CharacterVocabulary(
            tokens: vocabulary.names.compactMap { $0 }, characters: characters, unknownToken: unknown)
    }
}

extension ModelReader {
    /// Whether the file is in the layout of SentencePiece's first vocabularies for Llama, whose merges come from scores.
    var isScored: Bool {
        root["normalizer"].value == TokenizerLayout.scoredNormalizer && root["pre_tokenizer"].value.isNull
            && root["decoder"].value == TokenizerLayout.scoredDecoder
            && model["byte_fallback"].value.bool == true
    }
}
