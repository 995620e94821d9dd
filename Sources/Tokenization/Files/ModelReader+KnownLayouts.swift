import Foundations

extension ModelReader {
    /// The models with layouts of their own that this package writes: characters, and vocabularies with scores.
    func knownLayout(
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
        if root["normalizer"].value == TokenizerLayout.scoredNormalizer,
            root["decoder"].value == TokenizerLayout.scoredDecoder, let byteTokens = options.byteTokens,
            !byteTokens.contains(-1), let begin = addedTokens.first(where: { $0.text == "<s>" })
        {
            return scoredBPE(
                vocabulary, merges, byteTokens, begin: begin.id, unknown: try vocabulary.id(of: model["unk_token"]))
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

    private func scoredBPE(
        _ vocabulary: TokenizerVocabulary, _ merges: [Merge], _ byteTokens: [Int32], begin: Int32, unknown: Int32
    ) -> ScoredBPE {
        let special = Set(addedTokens.map(\.id))
        let sign = Array(String(TokenizerLayout.spaceSign).utf8)
        let content = ScoredVocabulary(
            names: vocabulary.names.compactMap { $0?.replacing(sign, with: [0x20]) },
            isSpecial: vocabulary.names.indices.map { special.contains(Int32($0)) }, byteTokens: byteTokens)
        return ScoredBPE(
            tokens: content.tokens, characters: content.characters, byteTokens: byteTokens, merges: merges,
            ranks: merges.indices.map { UInt32($0) }, beginOfTextToken: begin, unknownToken: unknown)
    }
}
