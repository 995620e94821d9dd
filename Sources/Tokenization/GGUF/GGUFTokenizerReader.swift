import Foundations

/// Builds a tokenizer from the vocabulary of a GGUF file, with the ids of llama.cpp.
struct GGUFTokenizerReader {
    let vocabulary: GGUFVocabulary

    func tokenizer() throws -> Tokenizer {
        switch try vocabulary.model() {
        case "gpt2": try byteLevelBPE()
        case "llama": try sentencePiece(.bpe)
        case "t5": try sentencePiece(.unigram)
        case "bert": try wordPiece()
        case "no_vocab", "none":
            throw vocabulary.invalid("tokenizer.ggml.model", "the file holds no vocabulary")
        case let name:
            throw vocabulary.unsupported(
                "tokenizer.ggml.model", "the kind \"\(name)\" (supported are gpt2, llama, t5 and bert)")
        }
    }

    // MARK: The kinds

    private func sentencePiece(_ division: SentencePieceSettings.Division) throws -> Tokenizer {
        var settings = SentencePieceSettings()
        settings.division = division
        settings.addsDummyPrefix = try vocabulary.bool("add_space_prefix") ?? true
        settings.removesExtraWhitespace = try vocabulary.bool("remove_extra_whitespaces") ?? false
        settings.hasByteFallback = vocabulary.types.contains(.byte)
        let begin = try vocabulary.token("bos_token_id")
        let end = try vocabulary.token("eos_token_id")
        let tokenizer = try SentencePieceTokenizer.make(
            try vocabulary.pieces(), settings: settings, map: try vocabulary.characterMap(), begin: begin, end: end,
            findsUserDefinedFirst: division == .bpe, file: vocabulary.path)
        return try finished(
            tokenizer.model, tokenizer.addedTokens, begin: begin, end: end, addsBegin: division == .bpe,
            addsEnd: division == .unigram)
    }

    private func byteLevelBPE() throws -> Tokenizer {
        let name = try vocabulary.string("pre") ?? "default"
        guard let pattern = PretokenizerPattern(ggufName: name) else {
            throw vocabulary.unsupported("tokenizer.ggml.pre", "the way of cutting text \"\(name)\"")
        }
        var ids: [[UInt8]: Int32] = [:]
        var tokens: [[UInt8]] = []
        for (id, name) in vocabulary.names.enumerated() {
            ids[name] = Int32(id)
            // Tokens that were added to the vocabulary are not spelled in the alphabet of bytes.
            let isSpelled = vocabulary.types[id] == .normal || vocabulary.types[id] == .unused
            let bytes = isSpelled ? ByteAlphabet.bytes(of: String(decoding: name, as: UTF8.self)) : nil
            tokens.append(bytes ?? name)
        }
        let begin = try vocabulary.token("bos_token_id")
        let end = try vocabulary.token("eos_token_id")
        let addsBegin = Self.beginsTexts.contains(name)
        let byteTokens = (UInt8.min...UInt8.max).compactMap { ids[Array(ByteAlphabet.text(of: [$0]).utf8)] }
        let merges = try self.merges(ids)
        let ignoresMerges = Self.findsWholePieces.contains(name)
        guard byteTokens.count == 256, !ignoresMerges else {
            let processor = try processor(begin: begin, end: end, addsBegin: addsBegin, addsEnd: false)
            let document = byteLevelDocument(
                vocabulary.names.map { String(decoding: $0, as: UTF8.self) }, merges: try vocabulary.merges(),
                pattern: pattern, ignoresMerges: ignoresMerges, processor: processor)
            if byteTokens.count == 256 { return try tokenizer(document, begin: begin, end: end) }
            // A byte that no UTF-8 has, or a control character, may have no token: llama.cpp leaves it out.
            var options = PieceBPE.Options()
            options.startsWithBytes = true
            options.ignoresMerges = ignoresMerges
            let found = tokens.indices.filter { vocabulary.types[$0] == .normal }
            return Tokenizer(
                model: TextPipeline(
                    kind: .byteLevelBPE, pretokenizers: [PatternPretokenizer(pattern)],
                    model: PieceBPE(tokens: found.map { (tokens[$0], Int32($0)) }, merges: merges, options: options),
                    decoding: TokenDecoding(TokenBytes(tokens)), unknownToken: nil),
                addedTokens: vocabulary.addedTokens(), postProcessor: processor, beginOfTextToken: begin,
                endOfTextToken: end, file: document.serializedBytes())
        }
        return try finished(
            ByteLevelBPE(tokens: tokens, byteTokens: byteTokens, merges: merges, pattern: pattern),
            vocabulary.addedTokens(), begin: begin, end: end, addsBegin: addsBegin, addsEnd: false)
    }

    private func merges(_ ids: [[UInt8]: Int32]) throws -> [Merge] {
        var merges: [Merge] = []
        for (rank, merge) in try vocabulary.merges().enumerated() {
            // A name has no space but, in odd vocabularies, as its first character.
            guard let space = merge.dropFirst().firstIndex(of: 0x20),
                let left = ids[Array(merge[..<space])], let right = ids[Array(merge[(space + 1)...])],
                let result = ids[Array(merge[..<space]) + merge[(space + 1)...]]
            else {
                throw vocabulary.invalid(
                    "tokenizer.ggml.merges[\(rank)]",
                    "\"\(String(decoding: merge, as: UTF8.self))\" does not join two tokens to a third")
            }
            merges.append(Merge(left: left, right: right, result: result))
        }
        return merges
    }

    /// The ways of cutting for which a piece that is a token becomes that token, whatever the merges say.
    private static let findsWholePieces: Set = [
        "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2", "tekken",
    ]

    private func tokenizer(_ document: JSONValue, begin: Int32?, end: Int32?) throws -> Tokenizer {
        let bytes = document.serializedBytes()
        let read = try TokenizerReader(document, file: vocabulary.path, bytes: bytes).tokenizer()
        return Tokenizer(
            model: read.model, addedTokens: read.addedTokens, normalizer: read.normalizer,
            postProcessor: read.postProcessor, beginOfTextToken: begin, endOfTextToken: end, file: read.file)
    }

    /// The ways of cutting whose vocabularies begin each text with a token of their own, if the file says nothing.
    private static let beginsTexts: Set = [
        "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2", "tekken",
    ]

    private func wordPiece() throws -> Tokenizer {
        let sign = SentencePiece.spaceSign
        // Words begin with the sign of a space here, and what goes on within a word is bare: the other way round than in
        // BERT's own files.
        let names = vocabulary.names.enumerated().map { id, name in
            if name.starts(with: sign) { return Array(name.dropFirst(sign.count)) }
            return vocabulary.types[id] == .normal && !Self.isBracketed(name) ? Array("##".utf8) + name : name
        }
        guard let unknown = try vocabulary.token("unknown_token_id") else {
            throw vocabulary.invalid("tokenizer.ggml.unknown_token_id", "is missing")
        }
        let begin = try vocabulary.token("cls_token_id") ?? vocabulary.token("bos_token_id")
        let end = try vocabulary.token("seperator_token_id") ?? vocabulary.token("eos_token_id")
        let document = wordPieceDocument(
            names.map { String(decoding: $0, as: UTF8.self) }, unknown: unknown,
            processor: try processor(begin: begin, end: end, addsBegin: true, addsEnd: true))
        return try tokenizer(document, begin: begin, end: end)
    }

    private static func isBracketed(_ name: [UInt8]) -> Bool {
        name.count > 2 && name.first == UInt8(ascii: "[") && name.last == UInt8(ascii: "]")
    }

    // MARK: Around the text

    private func processor(begin: Int32?, end: Int32?, addsBegin: Bool, addsEnd: Bool) throws -> PostProcessor {
        let before = try vocabulary.bool("add_bos_token") ?? addsBegin ? begin : nil
        let after = try vocabulary.bool("add_eos_token") ?? addsEnd ? end : nil
        func parts(_ sequences: [PostProcessor.Part]) -> [PostProcessor.Part] {
            var parts: [PostProcessor.Part] = before.map { [.tokens([$0], typeID: 0)] } ?? []
            for (index, sequence) in sequences.enumerated() {
                parts.append(sequence)
                if let after { parts.append(.tokens([after], typeID: Int32(index))) }
            }
            return parts
        }
        return PostProcessor(
            single: parts([.first(typeID: 0)]), pair: parts([.first(typeID: 0), .second(typeID: 1)]))
    }

    private func finished(
        _ model: any TokenModel, _ addedTokens: [AddedToken], begin: Int32?, end: Int32?, addsBegin: Bool,
        addsEnd: Bool
    ) throws -> Tokenizer {
        Tokenizer(
            model: model, addedTokens: addedTokens,
            postProcessor: try processor(begin: begin, end: end, addsBegin: addsBegin, addsEnd: addsEnd),
            beginOfTextToken: begin, endOfTextToken: end)
    }
}
