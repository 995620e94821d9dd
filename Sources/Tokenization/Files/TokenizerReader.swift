import Foundations

/// Reads the `tokenizer.json` layouts that this package writes, and refuses every setting it would have to ignore.
struct TokenizerReader {
    let root: TokenizerNode

    init(_ document: JSONValue, file: String) {
        root = TokenizerNode(value: document, file: file, location: "the file")
    }

    func tokenizer() throws(TokenizerFileError) -> Tokenizer {
        try root.requireNoOtherKeys(than: [
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor",
            "decoder", "model",
        ])
        try root["version"].require("1.0", .null)
        try root["truncation"].require(.null)
        try root["padding"].require(.null)
        let model = root["model"]
        guard try model["type"].string() == "BPE" else {
            throw model["type"].unsupported(model["type"].value.serialized())
        }
        try model.requireNoOtherKeys(than: [
            "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk",
            "byte_fallback", "ignore_merges", "vocab", "merges",
        ])
        try model["dropout"].require(.null)
        try model["continuing_subword_prefix"].require(.null, "")
        try model["end_of_word_suffix"].require(.null, "")
        try model["ignore_merges"].require(false, .null)

        let special = try specialTokens()
        let vocabulary = try TokenizerVocabulary(model: model, specialTokens: special)
        if model["byte_fallback"].value.bool == true { return try scoredBPE(vocabulary, special) }
        try model["byte_fallback"].require(false, .null)
        if root["decoder"].value == TokenizerLayout.characterDecoder { return try characters(vocabulary, special) }
        return try byteLevelBPE(vocabulary, special)
    }

    private func specialTokens() throws(TokenizerFileError) -> [SpecialToken] {
        let list = root["added_tokens"]
        if list.value.isNull { return [] }
        var tokens: [SpecialToken] = []
        for entry in try list.elements() {
            try entry.requireNoOtherKeys(than: [
                "id", "content", "single_word", "lstrip", "rstrip", "normalized", "special",
            ])
            for key in ["single_word", "lstrip", "rstrip", "normalized"] { try entry[key].require(false, .null) }
            try entry["special"].require(true)
            let text = try entry["content"].string()
            if text.isEmpty { throw entry["content"].invalid("is empty") }
            tokens.append(SpecialToken(text: text, id: try entry["id"].tokenID()))
        }
        return tokens
    }

    // MARK: The layouts

    private func byteLevelBPE(
        _ vocabulary: TokenizerVocabulary, _ special: [SpecialToken]
    ) throws(TokenizerFileError) -> Tokenizer {
        let model = root["model"]
        try root["normalizer"].require(.null)
        try root["post_processor"].require(.null)
        try model["unk_token"].require(.null)
        guard root["decoder"].value["type"]?.string == "ByteLevel" else {
            throw root["decoder"].unsupported("the decoder \(root["decoder"].value.serialized())")
        }
        let pretokenizer = root["pre_tokenizer"]
        guard
            let pattern = PretokenizerPattern.trainableNames.compactMap(PretokenizerPattern.init(named:)).first(where: {
                TokenizerLayout.byteLevelPretokenizer($0) == pretokenizer.value
            })
        else {
            let pattern = pretokenizer.value["pretokenizers"]?[0]?["pattern"]?["Regex"]?.string
            throw pretokenizer.unsupported(pattern.map { "the pattern \($0)" } ?? "this way of cutting text")
        }
        var bytes: [[UInt8]] = []
        for (id, name) in vocabulary.names.enumerated() {
            if vocabulary.isSpecial[id] {
                bytes.append(Array(name.utf8))
            } else if let token = ByteAlphabet.bytes(of: name), !token.isEmpty {
                bytes.append(token)
            } else {
                throw model["vocab"].invalid("token \(id) (\"\(name)\") is not spelled in the alphabet of bytes")
            }
        }
        var byteTokens: [Int32] = []
        for byte in UInt8.min...UInt8.max {
            guard let id = vocabulary.id(of: ByteAlphabet.text(of: [byte])) else {
                throw model["vocab"].invalid("has no token for the byte \(byte)")
            }
            byteTokens.append(id)
        }
        return Tokenizer(
            model: ByteLevelBPE(
                tokens: bytes, byteTokens: byteTokens, merges: try vocabulary.merges(model["merges"]),
                pattern: pattern),
            specialTokens: special)
    }

    private func characters(
        _ vocabulary: TokenizerVocabulary, _ special: [SpecialToken]
    ) throws(TokenizerFileError) -> Tokenizer {
        let model = root["model"]
        for key in ["normalizer", "pre_tokenizer", "post_processor"] { try root[key].require(.null) }
        try model["fuse_unk"].require(false, .null)
        if try !model["merges"].elements().isEmpty { throw model["merges"].unsupported("merging of whole characters") }
        let unknownName = try model["unk_token"].string()
        guard let unknown = vocabulary.id(of: unknownName) else {
            throw model["unk_token"].invalid("\"\(unknownName)\" is not in the vocabulary")
        }
        var characters: [(codePoint: UInt32, id: Int32)] = []
        for (id, name) in vocabulary.names.enumerated() where !vocabulary.isSpecial[id] {
            let scalars = name.unicodeScalars
            guard let scalar = scalars.first, scalars.count == 1 else {
                throw model["vocab"].unsupported("the token \"\(name)\" of \(scalars.count) characters")
            }
            characters.append((scalar.value, Int32(id)))
        }
        return Tokenizer(
            model: CharacterVocabulary(
                tokens: vocabulary.names.map { Array($0.utf8) }, characters: characters, unknownToken: unknown),
            specialTokens: special)
    }

    private func scoredBPE(
        _ vocabulary: TokenizerVocabulary, _ special: [SpecialToken]
    ) throws(TokenizerFileError) -> Tokenizer {
        let model = root["model"]
        try root["normalizer"].require(TokenizerLayout.scoredNormalizer)
        try root["pre_tokenizer"].require(.null)
        try root["decoder"].require(TokenizerLayout.scoredDecoder)
        guard let begin = special.first(where: { $0.text == "<s>" }) else {
            throw root["added_tokens"].unsupported("a vocabulary with byte fallback but without <s>")
        }
        try root["post_processor"].require(.null, TokenizerLayout.beginOfTextPostProcessor(begin))
        let unknownName = try model["unk_token"].string()
        guard let unknown = vocabulary.id(of: unknownName) else {
            throw model["unk_token"].invalid("\"\(unknownName)\" is not in the vocabulary")
        }
        var byteTokens: [Int32] = []
        for byte in UInt8.min...UInt8.max {
            let name = TokenizerLayout.byteTokenName(byte)
            guard let id = vocabulary.id(of: name) else { throw model["vocab"].invalid("has no token \(name)") }
            byteTokens.append(id)
        }
        let merges = try vocabulary.merges(model["merges"])
        let content = ScoredVocabulary(
            names: vocabulary.names.map { name in
                var bytes: [UInt8] = []
                for scalar in name.unicodeScalars {
                    bytes.append(contentsOf: scalar == TokenizerLayout.spaceSign ? [0x20] : Array(String(scalar).utf8))
                }
                return bytes
            }, isSpecial: vocabulary.isSpecial, byteTokens: byteTokens)
        return Tokenizer(
            model: ScoredBPE(
                tokens: content.tokens, characters: content.characters, byteTokens: byteTokens, merges: merges,
                ranks: merges.indices.map { UInt32($0) }, beginOfTextToken: begin.id, unknownToken: unknown),
            specialTokens: special)
    }
}
