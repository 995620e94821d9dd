import Checkpoints
import Foundations

/// Lays a vocabulary out as `tokenizer.ggml.*`, or refuses what llama.cpp would encode differently.
struct GGUFVocabularyWriter {
    let tokenizer: Tokenizer
    private var entries: [(key: String, value: GGUFValue)] = []

    init(_ tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    mutating func metadata(chatTemplate: String?) throws(GGUFVocabularyError) -> [(key: String, value: GGUFValue)] {
        switch tokenizer.model {
        case let model as ByteLevelBPE: try writeByteLevel(model)
        case let model as ScoredBPE: writeScored(model)
        case let model as SentencePieceModel: try writePieces(model)
        case let model as TextPipeline: try writePipeline(model)
        default: throw .kindWithoutCounterpart(tokenizer.kind)
        }
        writeSpecialTokens()
        if let chatTemplate { entries.append(("tokenizer.chat_template", .string(chatTemplate))) }
        return entries
    }

    // MARK: The kinds

    private mutating func writeByteLevel(_ model: ByteLevelBPE) throws(GGUFVocabularyError) {
        try writeByteLevel(
            names: (0..<Int32(model.tokenBytes.count)).map { ByteAlphabet.text(of: model.tokenBytes[$0]) },
            merges: model.merges, pattern: model.pattern, findsWholePieces: model.ignoresMerges)
    }

    private mutating func writeByteLevel(
        names: [String], merges: [Merge], pattern: PretokenizerPattern, findsWholePieces: Bool
    ) throws(GGUFVocabularyError) {
        guard let pre = pattern.ggufName(findsWholePieces: findsWholePieces) else {
            throw .patternWithoutName(pattern.regularExpression)
        }
        write("model", .string("gpt2"))
        write("pre", .string(pre))
        let names = withAddedTokens(names)
        write("tokens", .array(GGUFArray(names)))
        write("token_type", .array(GGUFArray(types(Array(repeating: .normal, count: names.count)))))
        write("merges", .array(GGUFArray(merges.map { "\(names[Int($0.left)]) \(names[Int($0.right)])" })))
    }

    private mutating func writeScored(_ model: ScoredBPE) {
        var names = (0..<Int32(model.tokenBytes.count)).map { id in
            Array(model.tokenBytes[id]).replacing([0x20], with: SentencePiece.spaceSign)
        }
        for token in tokenizer.addedTokens { names[Int(token.id)] = Array(token.text.utf8) }
        writeScored(
            names, byteTokens: model.byteTokens, merges: zip(model.merges, model.ranks).map { ($0.result, $1) },
            unknown: model.unknownToken, addsPrefix: true)
    }

    /// A BPE over characters, whose scores follow from the order of its merges.
    private mutating func writeScored(
        _ names: [[UInt8]], byteTokens: [Int32], merges: [(result: Int32, rank: UInt32)], unknown: Int32?,
        addsPrefix: Bool
    ) {
        var names = names
        var kinds = [SentencePieceType](repeating: .normal, count: names.count)
        for (byte, id) in byteTokens.enumerated() where id >= 0 {
            names[Int(id)] = Array(TokenizerLayout.byteTokenName(UInt8(byte)).utf8)
            kinds[Int(id)] = .byte
        }
        // What no merge makes is worse than all that one does.
        var scores = [Float](repeating: -Float(merges.count), count: names.count)
        for merge in merges.reversed() { scores[Int(merge.result)] = -Float(merge.rank) }
        writeHead("llama", names, scores, types(kinds, unknown: unknown))
        write("add_space_prefix", .bool(addsPrefix))
    }

    private mutating func writePieces(_ model: SentencePieceModel) throws(GGUFVocabularyError) {
        let settings = model.settings
        if settings.treatsWhitespaceAsSuffix || !settings.escapesWhitespace {
            throw .settingWithoutCounterpart("the vocabulary keeps spaces after words, or as they are")
        }
        switch settings.division {
        case .unigram: break
        case .bpe:
            if model.map != nil || settings.removesExtraWhitespace {
                throw .settingWithoutCounterpart(
                    "the vocabulary rewrites characters or removes spaces before it merges")
            }
            if !settings.hasByteFallback {
                throw .settingWithoutCounterpart("the vocabulary has no tokens of bytes for unknown characters")
            }
        case .word, .character: throw .kindWithoutCounterpart(tokenizer.kind)
        }
        writeHead(
            settings.division == .bpe ? "llama" : "t5", model.pieces.map(\.name), model.pieces.map(\.score),
            model.pieces.map { Int32($0.type.rawValue) })
        write("add_space_prefix", .bool(settings.addsDummyPrefix))
        write("remove_extra_whitespaces", .bool(settings.removesExtraWhitespace))
        if let map = model.map { write("precompiled_charsmap", .array(GGUFArray(map.bytes))) }
    }

    private mutating func writePipeline(_ model: TextPipeline) throws(GGUFVocabularyError) {
        guard let file = tokenizer.file, let document = try? JSONValue(parsing: file, source: "tokenizer.json"),
            let vocabulary = document["model"]?["vocab"]?.object
        else { throw .kindWithoutCounterpart(tokenizer.kind) }
        var names = [String](repeating: "", count: model.tokenBytes.count)
        for member in vocabulary.members {
            if let id = member.value.int, names.indices.contains(id) { names[id] = member.key }
        }
        switch model.model {
        case is WordPiece: try writeWordPiece(withAddedTokens(names))
        case let bpe as PieceBPE where bpe.options.startsWithBytes:
            let patterns = model.pretokenizers.compactMap { ($0 as? PatternPretokenizer)?.pattern }
            guard patterns.count == model.pretokenizers.count, tokenizer.normalizer == nil,
                let pattern = patterns.first, patterns.count == 1
            else {
                throw .settingWithoutCounterpart("the vocabulary rewrites text before it is cut")
            }
            try writeByteLevel(
                names: names, merges: merges(document, names), pattern: pattern,
                findsWholePieces: bpe.options.ignoresMerges)
        case let bpe as PieceBPE where bpe.options.byteTokens != nil && !bpe.options.ignoresMerges:
            let steps = SpaceSignSteps(document)
            guard steps.areAll else {
                throw .settingWithoutCounterpart("the vocabulary rewrites text in more ways than its spaces")
            }
            let merges = merges(document, names)
            guard ScoredOrder.holds(merges, names: names.map { Array($0.utf8) }) else {
                throw .settingWithoutCounterpart("the vocabulary merges in an order that no scores of its tokens give")
            }
            writeScored(
                withAddedTokens(names).map { Array($0.utf8) }, byteTokens: bpe.options.byteTokens ?? [],
                merges: merges.enumerated().map { ($1.result, UInt32($0)) }, unknown: model.unknownToken,
                addsPrefix: steps.addPrefix)
        default: throw .kindWithoutCounterpart(tokenizer.kind)
        }
    }

    private func merges(_ document: JSONValue, _ names: [String]) -> [Merge] {
        var ids: [[UInt8]: Int32] = [:]
        for (id, name) in names.enumerated() { ids[Array(name.utf8)] = Int32(id) }
        return (document["model"]?["merges"]?.array ?? []).compactMap { entry in
            let sides =
                entry.array?.compactMap { $0.string.map { Array($0.utf8) } }
                ?? entry.string.map { Array($0.utf8).split(separator: 0x20).map(Array.init) } ?? []
            guard sides.count == 2, let left = ids[sides[0]], let right = ids[sides[1]],
                let result = ids[sides[0] + sides[1]]
            else { return nil }
            return Merge(left: left, right: right, result: result)
        }
    }

    private mutating func writeWordPiece(_ names: [String]) throws(GGUFVocabularyError) {
        guard let normalizer = tokenizer.normalizer as? BertNormalizer, normalizer.lowercases else {
            throw .settingWithoutCounterpart("the vocabulary distinguishes small and capital letters")
        }
        let added = Set(tokenizer.addedTokens.map(\.id))
        write("model", .string("bert"))
        write("pre", .string("default"))
        // Words begin with the sign of a space, and what goes on within a word is bare.
        write(
            "tokens",
            .array(
                GGUFArray(
                    names.enumerated().map { id, name in
                        if added.contains(Int32(id)) { return name }
                        if name.hasPrefix("##") { return String(name.dropFirst(2)) }
                        return name.hasPrefix("[") && name.hasSuffix("]") && name.utf8.count > 2 ? name : "▁\(name)"
                    })))
        write("token_type", .array(GGUFArray(types(Array(repeating: .normal, count: names.count)))))
        write("token_type_count", .uint32(2))
        for (key, text) in [("cls", "[CLS]"), ("seperator", "[SEP]"), ("mask", "[MASK]")] {
            if let id = tokenizer.specialToken(text) { write("\(key)_token_id", .uint32(UInt32(id))) }
        }
    }

    // MARK: What all kinds have

    private mutating func writeHead(_ model: String, _ names: [[UInt8]], _ scores: [Float], _ types: [Int32]) {
        write("model", .string(model))
        write("pre", .string("default"))
        write("tokens", .array(GGUFArray(byteStrings: names)))
        write("scores", .array(GGUFArray(scores)))
        write("token_type", .array(GGUFArray(types)))
    }

    private mutating func writeSpecialTokens() {
        let parts = tokenizer.postProcessor.single
        func adds(_ token: Int32?) -> Bool {
            parts.contains {
                if case .tokens(let ids, _) = $0, let token { ids.contains(token) } else { false }
            }
        }
        if let begin = tokenizer.beginOfTextToken { write("bos_token_id", .uint32(UInt32(begin))) }
        if let end = tokenizer.endOfTextToken { write("eos_token_id", .uint32(UInt32(end))) }
        if let unknown = tokenizer.unknownToken { write("unknown_token_id", .uint32(UInt32(unknown))) }
        if let padding = tokenizer.specialToken("<pad>") ?? tokenizer.specialToken("[PAD]") {
            write("padding_token_id", .uint32(UInt32(padding)))
        }
        guard !(tokenizer.kind == .wordPiece) else { return }
        // A vocabulary that says nothing about what begins its texts is one of those that llama.cpp knows to begin them.
        write("add_bos_token", .bool(adds(tokenizer.beginOfTextToken)))
        write("add_eos_token", .bool(adds(tokenizer.endOfTextToken)))
    }

    private mutating func write(_ key: String, _ value: GGUFValue) {
        entries.append(("tokenizer.ggml.\(key)", value))
    }

    private func withAddedTokens(_ names: [String]) -> [String] {
        var names = names
        for token in tokenizer.addedTokens { names[Int(token.id)] = token.text }
        return names
    }

    private func types(_ kinds: [SentencePieceType], unknown: Int32? = nil) -> [Int32] {
        var types = kinds.map { Int32($0.rawValue) }
        for token in tokenizer.addedTokens {
            types[Int(token.id)] = Int32((token.isSpecial ? SentencePieceType.control : .userDefined).rawValue)
        }
        if let unknown { types[Int(unknown)] = Int32(SentencePieceType.unknown.rawValue) }
        return types
    }
}
