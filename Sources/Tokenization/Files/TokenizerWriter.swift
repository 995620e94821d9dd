import Foundations

/// Writes a tokenizer as a `tokenizer.json` that Hugging Face `tokenizers` loads.
struct TokenizerWriter {
    let tokenizer: Tokenizer

    func document() -> JSONValue {
        switch tokenizer.model {
        case let model as ByteLevelBPE: document(model)
        case let model as CharacterVocabulary: document(model)
        case let model as ScoredBPE: document(model)
        case let model as SentencePieceModel: document(model)
        default: preconditionFailure("a kind of vocabulary without a layout")
        }
    }

    private func document(_ model: ByteLevelBPE) -> JSONValue {
        let names = names { ByteAlphabet.text(of: $0) }
        let added = Set(tokenizer.addedTokens.map(\.id))
        // Ids that a vocabulary leaves unused have no names.
        let vocabulary = names.indices.filter { !added.contains(Int32($0)) && !names[$0].isEmpty }
        return document(
            pretokenizer: TokenizerLayout.byteLevelPretokenizer(model.pattern),
            postProcessor: TokenizerLayout.template(tokenizer.postProcessor, names: names),
            decoder: TokenizerLayout.byteLevelDecoder,
            model: bpe(
                vocabulary: vocabulary, names: names, merges: model.merges, ignoresMerges: model.ignoresMerges))
    }

    private func document(_ model: CharacterVocabulary) -> JSONValue {
        let names = names { String(decoding: $0, as: UTF8.self) }
        let vocabulary = names.indices.filter {
            !tokenizer.isSpecialToken(Int32($0)) || Int32($0) == model.unknownToken
        }
        return document(
            decoder: TokenizerLayout.characterDecoder,
            model: bpe(
                vocabulary: vocabulary, names: names, merges: [], unknown: names[Int(model.unknownToken)]))
    }

    private func document(_ model: ScoredBPE) -> JSONValue {
        var names = names { bytes in
            var text = String.UnicodeScalarView()
            for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
                text.append(scalar == " " ? TokenizerLayout.spaceSign : scalar)
            }
            return String(text)
        }
        for (byte, token) in model.byteTokens.enumerated() {
            names[Int(token)] = TokenizerLayout.byteTokenName(UInt8(byte))
        }
        let begin = tokenizer.specialTokens.first { $0.id == model.beginOfTextToken }
        return document(
            normalizer: TokenizerLayout.scoredNormalizer,
            postProcessor: begin.map { TokenizerLayout.beginOfTextPostProcessor($0) } ?? .null,
            decoder: TokenizerLayout.scoredDecoder,
            model: bpe(
                vocabulary: Array(names.indices), names: names, merges: model.merges,
                unknown: names[Int(model.unknownToken)], byteFallback: true))
    }

    /// The name of every token; special tokens are named by their text.
    private func names(of name: (UnsafeBufferPointer<UInt8>) -> String) -> [String] {
        var names = (0..<Int32(tokenizer.vocabularySize)).map { name(tokenizer.model.tokenBytes[$0]) }
        for token in tokenizer.addedTokens { names[Int(token.id)] = token.text }
        return names
    }

    func bpe(
        vocabulary: [Int], names: [String], merges: [Merge], unknown: String? = nil, byteFallback: Bool = false,
        fusesUnknown: Bool = false, ignoresMerges: Bool = false
    ) -> JSONValue {
        [
            "type": "BPE",
            "dropout": nil,
            "unk_token": unknown.map { .string($0) } ?? .null,
            "continuing_subword_prefix": nil,
            "end_of_word_suffix": nil,
            "fuse_unk": .bool(fusesUnknown),
            "byte_fallback": .bool(byteFallback),
            "ignore_merges": .bool(ignoresMerges),
            "vocab": .object(
                JSONObject(members: vocabulary.map { .init(key: names[$0], value: .integer(Int64($0))) })),
            "merges": .array(
                merges.map { [.string(names[Int($0.left)]), .string(names[Int($0.right)])] }),
        ]
    }

    func document(
        normalizer: JSONValue = .null, pretokenizer: JSONValue = .null, postProcessor: JSONValue = .null,
        decoder: JSONValue, model: JSONValue
    ) -> JSONValue {
        [
            "version": "1.0",
            "truncation": nil,
            "padding": nil,
            "added_tokens": .array(
                tokenizer.addedTokens.map { token in
                    [
                        "id": .integer(Int64(token.id)), "content": .string(token.text),
                        "single_word": .bool(token.isSingleWord), "lstrip": .bool(token.stripsLeft),
                        "rstrip": .bool(token.stripsRight), "normalized": .bool(token.isNormalized),
                        "special": .bool(token.isSpecial),
                    ]
                }),
            "normalizer": normalizer,
            "pre_tokenizer": pretokenizer,
            "post_processor": postProcessor,
            "decoder": decoder,
            "model": model,
        ]
    }
}
