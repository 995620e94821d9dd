import Foundations

/// Vocabularies that are put together as a `tokenizer.json` would have it, and read as one.
extension GGUFTokenizerReader {
    func document(
        _ model: JSONValue, addedTokens: [AddedToken], normalizer: JSONValue = .null, pretokenizer: JSONValue,
        processor: PostProcessor, decoder: JSONValue
    ) -> JSONValue {
        [
            "version": "1.0", "truncation": nil, "padding": nil,
            "added_tokens": .array(
                addedTokens.map { token in
                    [
                        "id": .integer(Int64(token.id)), "content": .string(token.text), "single_word": false,
                        "lstrip": false, "rstrip": false, "normalized": false, "special": .bool(token.isSpecial),
                    ]
                }),
            "normalizer": normalizer, "pre_tokenizer": pretokenizer,
            "post_processor": TokenizerLayout.template(
                processor, names: vocabulary.names.map { String(decoding: $0, as: UTF8.self) }),
            "decoder": decoder, "model": model,
        ]
    }

    /// The names and ids as the object `vocab`.
    func vocabularyObject(_ names: [String]) -> JSONValue {
        .object(JSONObject(members: names.enumerated().map { .init(key: $1, value: .integer($0)) }))
    }

    /// Byte-level BPE that lacks tokens for some bytes, which then have no tokens, or that looks for whole pieces first.
    func byteLevelDocument(
        _ names: [String], merges: [[UInt8]], pattern: PretokenizerPattern, ignoresMerges: Bool,
        processor: PostProcessor
    ) -> JSONValue {
        document(
            [
                "type": "BPE", "dropout": nil, "unk_token": nil, "continuing_subword_prefix": nil,
                "end_of_word_suffix": nil, "fuse_unk": false, "byte_fallback": false,
                "ignore_merges": .bool(ignoresMerges), "vocab": vocabularyObject(names),
                "merges": .array(
                    merges.map { merge in
                        let space = merge.dropFirst().firstIndex(of: 0x20) ?? merge.startIndex
                        return [
                            .string(String(decoding: merge[..<space], as: UTF8.self)),
                            .string(String(decoding: merge[(space + 1)...], as: UTF8.self)),
                        ]
                    }),
            ], addedTokens: vocabulary.addedTokens(),
            pretokenizer: TokenizerLayout.byteLevelPretokenizer(pattern), processor: processor,
            decoder: TokenizerLayout.byteLevelDecoder)
    }

    /// WordPiece with all that BERT does to text before it.
    func wordPieceDocument(_ names: [String], unknown: Int32, processor: PostProcessor) -> JSONValue {
        document(
            [
                "type": "WordPiece", "unk_token": .string(names[Int(unknown)]), "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 1_000_000, "vocab": vocabularyObject(names),
            ], addedTokens: vocabulary.addedTokens(),
            normalizer: [
                "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": nil,
                "lowercase": true,
            ], pretokenizer: ["type": "BertPreTokenizer"], processor: processor,
            decoder: ["type": "WordPiece", "prefix": "##", "cleanup": true])
    }
}
