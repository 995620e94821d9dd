import Foundations

/// Reads the `model` of a `tokenizer.json`, and joins it with the steps that cut text and turn ids into bytes.
struct ModelReader {
    let root: TokenizerNode
    let addedTokens: [AddedToken]
    let normalizer: (any Normalizer)?
    let steps: [PretokenizerReader.Step]
    let decoderSteps: [DecoderStep]

    var model: TokenizerNode { root["model"] }

    func tokenModel() throws(TokenizerFileError) -> any TokenModel {
        // The oldest files do not name the type.
        let type = model["type"].value.isNull && !model["merges"].value.isNull ? "BPE" : try model.type()
        switch type {
        case "BPE": return try bpe()
        case "WordPiece": return try wordPiece()
        case "WordLevel": return try wordLevel()
        case "Unigram": return try unigram()
        default: throw model["type"].unsupported("the model \"\(type)\"")
        }
    }

    private func wordPiece() throws(TokenizerFileError) -> any TokenModel {
        try model.requireNoOtherKeys(than: [
            "type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab",
        ])
        let vocabulary = try TokenizerVocabulary(ids: model["vocab"], addedTokens: addedTokens)
        let unknown = try vocabulary.id(of: model["unk_token"])
        let longest = model["max_input_chars_per_word"]
        return pipeline(
            .wordPiece, vocabulary,
            WordPiece(
                tokens: vocabulary.tokens,
                continuingPrefix: Array(try model["continuing_subword_prefix"].string().utf8), unknownToken: unknown,
                longestWord: longest.value.isNull ? 100 : try longest.count()),
            unknownToken: unknown)
    }

    private func wordLevel() throws(TokenizerFileError) -> any TokenModel {
        try model.requireNoOtherKeys(than: ["type", "unk_token", "vocab"])
        let vocabulary = try TokenizerVocabulary(ids: model["vocab"], addedTokens: addedTokens)
        let unknown = try vocabulary.id(of: model["unk_token"])
        return pipeline(
            .wordLevel, vocabulary, WordLevel(tokens: vocabulary.tokens, unknownToken: unknown), unknownToken: unknown)
    }

    private func unigram() throws(TokenizerFileError) -> any TokenModel {
        try model.requireNoOtherKeys(than: ["type", "unk_id", "vocab", "byte_fallback"])
        var entries: [(name: [UInt8], score: Double)] = []
        guard let list = model["vocab"].value.array else { throw model["vocab"].mismatch("an array") }
        for (place, entry) in list.enumerated() {
            guard let pair = entry.array, pair.count == 2, let name = pair[0].string, let score = pair[1].double,
                score.isFinite
            else { throw model["vocab"].element(place).invalid("should be a name and its score") }
            entries.append((Array(name.utf8), score))
        }
        let unknown = try model["unk_id"].tokenID()
        guard Int(unknown) < entries.count else {
            throw model["unk_id"].invalid("is \(unknown), but there are only \(entries.count) tokens")
        }
        let vocabulary = try TokenizerVocabulary(
            names: entries.map(\.name), at: model["vocab"], addedTokens: addedTokens)
        return pipeline(
            .unigram, vocabulary,
            Unigram(
                vocabulary: entries, unknownToken: unknown,
                byteFallback: try model.flag("byte_fallback", standard: false)),
            unknownToken: unknown)
    }

    /// Joins a model of pieces with what stands around it.
    func pipeline(
        _ kind: TokenizerKind, _ vocabulary: TokenizerVocabulary, _ pieces: any PieceModel, unknownToken: Int32?,
        steps: [PretokenizerReader.Step]? = nil
    ) -> TextPipeline {
        TextPipeline(
            kind: kind, pretokenizers: PretokenizerReader.pretokenizers(steps ?? self.steps), model: pieces,
            decoding: TokenDecoding(names: decodedNames(vocabulary), steps: decoderSteps), unknownToken: unknownToken)
    }

    /// The names from which tokens are decoded: an added token that is looked for in normalized text has its normalized
    /// one.
    func decodedNames(_ vocabulary: TokenizerVocabulary) -> [[UInt8]?] {
        guard let normalizer else { return vocabulary.names }
        var names = vocabulary.names
        for token in addedTokens where token.isNormalized {
            var name: [UInt8] = []
            Array(token.text.utf8).withUnsafeBufferPointer { normalizer.normalize($0, into: &name) }
            names[Int(token.id)] = name
        }
        return names
    }
}
