import Foundations

extension ModelReader {
    /// Byte-pair encoding: over bytes where the pre-tokenizer spells text in GPT-2's alphabet, over characters
    /// otherwise.
    func bpe() throws(TokenizerFileError) -> any TokenModel {
        try model.requireNoOtherKeys(than: [
            "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk",
            "byte_fallback", "ignore_merges", "vocab", "merges",
        ])
        // Dropping merges at random is for training.
        if model["dropout"].value.double != 0 { try model["dropout"].require(.null) }
        let vocabulary = try TokenizerVocabulary(ids: model["vocab"], addedTokens: addedTokens)
        var options = PieceBPE.Options()
        options.continuingPrefix = try affix("continuing_subword_prefix")
        options.wordSuffix = try affix("end_of_word_suffix")
        options.fusesUnknown = try model.flag("fuse_unk", standard: false)
        options.ignoresMerges = try model.flag("ignore_merges", standard: false)
        let merges = try vocabulary.merges(model["merges"], prefix: options.continuingPrefix)
        if try model.flag("byte_fallback", standard: false) {
            options.byteTokens = UInt8.allValues.map { vocabulary.id(of: TokenizerLayout.byteTokenName($0)) ?? -1 }
        }
        if let model = try characterVocabulary(vocabulary, merges, options) { return model }

        let spellsBytes = steps.contains { if case .byteAlphabet = $0 { true } else { false } } || spellsBytesFirst
        let missingBytes =
            spellsBytes ? UInt8.allValues.filter { vocabulary.id(of: ByteAlphabet.text(of: [$0])) == nil } : []
        let hasAffixes = !options.continuingPrefix.isEmpty || !options.wordSuffix.isEmpty
        let spellsAll = spellsBytes && missingBytes.isEmpty && !hasAffixes
        if !model["unk_token"].value.isNull, !spellsAll {
            options.unknownToken = try vocabulary.id(of: model["unk_token"])
        }
        if options.unknownToken == nil, let byte = missingBytes.first(where: { !Self.isDispensable($0) }) {
            throw model["vocab"].invalid("has no token for the byte \(byte)")
        }
        if options.unknownToken == nil, !spellsBytes || hasAffixes, options.byteTokens?.contains(-1) ?? true {
            throw model["unk_token"].unsupported("a vocabulary without a token for unknown characters")
        }
        let kind: TokenizerKind = spellsBytes ? .byteLevelBPE : isScored ? .scoredBPE : .bpe
        guard let bytewise = bytewiseSteps(options) else {
            return pipeline(
                kind, vocabulary, PieceBPE(tokens: vocabulary.tokens, merges: merges, options: options),
                unknownToken: options.unknownToken)
        }
        if missingBytes.isEmpty, let direct = byteLevelBPE(vocabulary, merges, options, bytewise) { return direct }
        options.startsWithBytes = true
        let tokens: [(bytes: [UInt8], id: Int32)] = vocabulary.tokens.compactMap { token in
            ByteAlphabet.bytes(of: TokenizerVocabulary.text(token.bytes)).map { ($0, token.id) }
        }
        return pipeline(
            kind, vocabulary, PieceBPE(tokens: tokens, merges: merges, options: options),
            unknownToken: options.unknownToken, steps: bytewise)
    }

    /// Whether a byte-level vocabulary may lack a byte: control characters, and bytes that no assigned character needs.
    /// They are left out of the text, as `tokenizers` does; StarCoder and Falcon have such vocabularies.
    private static func isDispensable(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0D: false
        case 0x00..<0x20, 0x7F, 0xC0, 0xC1, 0xF1, 0xF2, 0xF5...0xFF: true
        default: false
        }
    }

    private func affix(_ key: String) throws(TokenizerFileError) -> [UInt8] {
        model[key].value.isNull ? [] : Array(try model[key].string().utf8)
    }

    /// Whether the normalizer spells text in GPT-2's alphabet.
    private var spellsBytesFirst: Bool {
        if let sequence = normalizer as? NormalizerSequence {
            return sequence.normalizers.contains { $0 is ByteLevelNormalizer }
        }
        return normalizer is ByteLevelNormalizer
    }

    /// The steps before the one that spells text in GPT-2's alphabet, if nothing but the model comes after it: then
    /// bytes may stay bytes.
    private func bytewiseSteps(_ options: PieceBPE.Options) -> [PretokenizerReader.Step]? {
        guard options.continuingPrefix.isEmpty, options.wordSuffix.isEmpty, options.byteTokens == nil,
            case .byteAlphabet = steps.last
        else { return nil }
        let before = steps.dropLast()
        return before.contains { if case .byteAlphabet = $0 { true } else { false } } ? nil : Array(before)
    }

    /// The model for byte-level vocabularies whose pre-tokenizer is nothing but split patterns.
    private func byteLevelBPE(
        _ vocabulary: TokenizerVocabulary, _ merges: [Merge], _ options: PieceBPE.Options,
        _ steps: [PretokenizerReader.Step]
    ) -> (any TokenModel)? {
        guard case .byteLevel = decoderSteps.first, decoderSteps.count == 1 else { return nil }
        var pattern: PretokenizerPattern?
        for step in steps {
            guard case .pattern(let next) = step else { return nil }
            pattern = pattern?.followed(by: next) ?? next
        }
        guard let pattern,
            Set(merges.map { UInt64(UInt32(bitPattern: $0.left)) << 32 | UInt64(UInt32(bitPattern: $0.right)) }).count
                == merges.count
        else { return nil }
        let decoding = TokenDecoding(names: decodedNames(vocabulary), steps: decoderSteps)
        let bytes = (0..<Int32(decoding.tokenBytes.count)).map { Array(decoding.tokenBytes[$0]) }
        let byteTokens = UInt8.allValues.compactMap { vocabulary.id(of: ByteAlphabet.text(of: [$0])) }
        let wholeTokens = vocabulary.tokens.filter {
            ByteAlphabet.bytes(of: String(decoding: $0.bytes, as: UTF8.self))?.isEmpty == false
        }
        return ByteLevelBPE(
            tokens: bytes, byteTokens: byteTokens, merges: merges, pattern: pattern,
            ignoresMerges: options.ignoresMerges, wholeTokens: wholeTokens.map(\.id))
    }
}

extension UInt8 {
    /// 0 to 255.
    static var allValues: ClosedRange<UInt8> { UInt8.min...UInt8.max }
}
