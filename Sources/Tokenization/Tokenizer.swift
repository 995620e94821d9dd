/// Turns text into token ids and back.
///
/// A tokenizer never changes after it was made and may be used from any number of threads at once. It comes from
/// ``BPETrainer``, from the characters of a text, from a `tokenizer.json`, or from a `tokenizer.bin` of llama2.c.
///
/// ```swift
/// var trainer = BPETrainer(vocabularySize: 4096)
/// trainer.add("Any text will do.")
/// let tokenizer = try trainer.train()
/// let tokens = tokenizer.encode("Any text")
/// print(tokenizer.decodeString(tokens))
/// ```
public final class Tokenizer: Sendable {
    package let model: any TokenModel
    /// The tokens that are found in the text itself, by id; the special ones are among them.
    public let addedTokens: [AddedToken]
    /// The special tokens by id. They may be any part of the vocabulary; trained vocabularies have them at the end.
    public let specialTokens: [SpecialToken]
    /// The token that ends a text; nil where the vocabulary has none.
    public let endOfTextToken: Int32?
    /// The token that begins a text; nil where texts begin without one.
    public let beginOfTextToken: Int32?
    /// Rewrites text before it is encoded; nil where it stays as it is.
    package let normalizer: (any Normalizer)?
    /// What is put around the tokens of a text.
    package let postProcessor: PostProcessor
    /// The `tokenizer.json` that this tokenizer was made from; nil where it was not.
    let file: [UInt8]?
    /// Whether `tokenizer_config.json` puts tokens around a text, whatever that file says; nil where it does not say.
    let addsMarks: TextMarks?
    /// Finds the added tokens that are looked for in the text as it is.
    private let matcher: AddedTokenMatcher?
    /// Finds those that are looked for in the normalized text.
    private let normalizedMatcher: AddedTokenMatcher?
    private let isSpecial: [Bool]
    private let tokenBytes: TokenBytes
    /// Asking the model about every token would cost half of decoding.
    private let decodesInContext: Bool

    /// Joins a model and its special tokens, whose texts and ids are those of the model's vocabulary.
    package convenience init(model: any TokenModel, specialTokens: [SpecialToken]) {
        self.init(model: model, addedTokens: specialTokens.map { AddedToken(text: $0.text, id: $0.id) })
    }

    /// Joins a model and what stands before and after it.
    ///
    /// - Parameters:
    ///   - model: turns normalized text into ids and ids into bytes.
    ///   - addedTokens: found in the text itself; their ids are part of the model's vocabulary.
    ///   - normalizer: rewrites the text first.
    ///   - postProcessor: puts tokens around those of a text, for callers who want them.
    ///   - beginOfTextToken: the token that begins a text, or a nil inside for none; nil takes that of the
    ///     post-processor, and without a post-processor looks for one by its usual names.
    ///   - endOfTextToken: the token that ends a text; nil looks for one by its usual names.
    ///   - file: the `tokenizer.json` that says all this.
    ///   - addsMarks: which tokens a `tokenizer_config.json` puts around a text instead of the file.
    package init(
        model: any TokenModel, addedTokens: [AddedToken], normalizer: (any Normalizer)? = nil,
        postProcessor: PostProcessor? = nil, beginOfTextToken: Int32?? = nil, endOfTextToken: Int32? = nil,
        file: [UInt8]? = nil, addsMarks: TextMarks? = nil
    ) {
        self.model = model
        tokenBytes = model.tokenBytes
        decodesInContext = model.decodesInContext
        self.addedTokens = addedTokens.sorted { $0.id < $1.id }
        self.normalizer = normalizer
        self.postProcessor = postProcessor ?? .none
        self.file = file
        self.addsMarks = addsMarks
        let special = self.addedTokens.filter(\.isSpecial).map { SpecialToken(text: $0.text, id: $0.id) }
        specialTokens = special
        self.endOfTextToken = endOfTextToken ?? Self.firstToken(named: SpecialToken.endsOfText, in: special)
        if let beginOfTextToken {
            self.beginOfTextToken = beginOfTextToken
        } else if let postProcessor {
            self.beginOfTextToken = postProcessor.beginning
        } else {
            self.beginOfTextToken = Self.firstToken(named: SpecialToken.beginningsOfText, in: special)
        }
        matcher = AddedTokenMatcher(addedTokens.filter { !$0.isNormalized }, normalizer: nil)
        normalizedMatcher = AddedTokenMatcher(addedTokens.filter(\.isNormalized), normalizer: normalizer)
        var isSpecial = [Bool](repeating: false, count: tokenBytes.count)
        for token in special where tokenBytes.contains(token.id) { isSpecial[Int(token.id)] = true }
        self.isSpecial = isSpecial
    }

    /// The number of ids, special tokens included: ids are `0 ..< vocabularySize`.
    public var vocabularySize: Int { tokenBytes.count }

    /// What kind of vocabulary this is.
    public var kind: TokenizerKind {
        switch model {
        case is CharacterVocabulary: .characters
        case is ScoredBPE: .scoredBPE
        case let model as TextPipeline: model.kind
        case let model as SentencePieceModel: model.kind
        default: .byteLevelBPE
        }
    }

    /// The token for what the vocabulary cannot express; nil where everything can be expressed, and never produced by
    /// a byte-pair vocabulary.
    public var unknownToken: Int32? {
        switch model {
        case let model as CharacterVocabulary: model.unknownToken
        case let model as ScoredBPE: model.unknownToken
        case let model as TextPipeline: model.unknownToken
        case let model as SentencePieceModel: model.unknownToken
        default: nil
        }
    }

    /// The id of the special or other added token whose text is `text`.
    public func specialToken(_ text: String) -> Int32? {
        addedTokens.first { $0.text.utf8.elementsEqual(text.utf8) }?.id
    }

    /// Whether `token` is one of the special tokens.
    public func isSpecialToken(_ token: Int32) -> Bool {
        token >= 0 && Int(token) < isSpecial.count && isSpecial[Int(token)]
    }

    // MARK: Encoding

    /// The tokens of `text`.
    ///
    /// - Parameters:
    ///   - text: any text; it is normalized only as the vocabulary's own file says.
    ///   - allowingSpecialTokens: whether the text of a special token becomes that token. Off, it is plain text like
    ///     any other, as it must be for text that comes from others. Added tokens that are not special are words of
    ///     the language, and are found either way, as Hugging Face `tokenizers` does with `encode_special_tokens`.
    public func encode(_ text: String, allowingSpecialTokens: Bool = false) -> [Int32] {
        var text = text
        return text.withUTF8 { bytes in
            encode(bytes: UnsafeRawBufferPointer(bytes), allowingSpecialTokens: allowingSpecialTokens)
        }
    }

    /// The tokens of `bytes`, which need not be UTF-8; see ``encode(_:allowingSpecialTokens:)``.
    public func encode(bytes: [UInt8], allowingSpecialTokens: Bool = false) -> [Int32] {
        bytes.withUnsafeBytes { encode(bytes: $0, allowingSpecialTokens: allowingSpecialTokens) }
    }

    /// The tokens of `bytes`, which need not be UTF-8; see ``encode(_:allowingSpecialTokens:)``.
    public func encode(bytes: UnsafeRawBufferPointer, allowingSpecialTokens: Bool = false) -> [Int32] {
        encode(part: bytes, beginsText: true, allowingSpecialTokens: allowingSpecialTokens)
    }

    /// The tokens of a part of a text; `beginsText` says whether it is the first.
    package func encode(
        part bytes: UnsafeRawBufferPointer, beginsText: Bool, allowingSpecialTokens: Bool = false
    ) -> [Int32] {
        var tokens: [Int32] = []
        tokens.reserveCapacity(bytes.count / 3 + 16)
        let text = bytes.bindMemory(to: UInt8.self)
        guard let matcher else {
            encode(text, beginsText: beginsText, allowingSpecialTokens, into: &tokens)
            return tokens
        }
        matcher.forEachPart(of: text, allowingSpecialTokens: allowingSpecialTokens) { part in
            switch part {
            case .token(let id, _): tokens.append(id)
            case .text(let range):
                encode(
                    UnsafeBufferPointer(rebasing: text[range]), beginsText: beginsText && range.lowerBound == 0,
                    allowingSpecialTokens, into: &tokens)
            }
        }
        return tokens
    }

    /// Normalizes a text without added tokens of the first kind, and looks for those of the second.
    private func encode(
        _ text: UnsafeBufferPointer<UInt8>, beginsText: Bool, _ allowingSpecialTokens: Bool,
        into tokens: inout [Int32]
    ) {
        if text.isEmpty { return }
        guard let normalizer else {
            encode(normalized: text, beginsText: beginsText, allowingSpecialTokens, into: &tokens)
            return
        }
        var normalized: [UInt8] = []
        normalizer.normalize(text, into: &normalized)
        normalized.withUnsafeBufferPointer {
            encode(normalized: $0, beginsText: beginsText, allowingSpecialTokens, into: &tokens)
        }
    }

    private func encode(
        normalized text: UnsafeBufferPointer<UInt8>, beginsText: Bool, _ allowingSpecialTokens: Bool,
        into tokens: inout [Int32]
    ) {
        guard let normalizedMatcher else {
            if !text.isEmpty { model.encode(text, beginsText: beginsText, into: &tokens) }
            return
        }
        normalizedMatcher.forEachPart(of: text, allowingSpecialTokens: allowingSpecialTokens) { part in
            switch part {
            case .token(let id, _): tokens.append(id)
            case .text(let range):
                model.encode(
                    UnsafeBufferPointer(rebasing: text[range]), beginsText: beginsText && range.lowerBound == 0,
                    into: &tokens)
            }
        }
    }

    // MARK: Decoding

    /// The bytes that `tokens` stand for, special tokens with their text; an id outside the vocabulary gives the
    /// replacement character.
    ///
    /// Special tokens that are skipped are no part of the text: what comes after them at the start is its beginning.
    public func decode(_ tokens: some Sequence<Int32>, skippingSpecialTokens: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        var previous: Int32?
        bytes.reserveCapacity(tokens.underestimatedCount * 4)
        for token in tokens {
            if skippingSpecialTokens, isSpecialToken(token) { continue }
            appendBytes(of: token, after: previous, to: &bytes)
            previous = token
        }
        return bytes
    }

    /// The text that `tokens` stand for, with the replacement character for bytes that are not UTF-8.
    public func decodeString(_ tokens: some Sequence<Int32>, skippingSpecialTokens: Bool = false) -> String {
        String(decoding: decode(tokens, skippingSpecialTokens: skippingSpecialTokens), as: UTF8.self)
    }

    /// The raw bytes of one token, as it stands inside a text: a special token's are its text.
    public func bytes(of token: Int32) -> [UInt8] {
        tokenBytes.contains(token) ? Array(tokenBytes[token]) : UTF8Decoding.replacementCharacter
    }

    /// The bytes that `token` adds to a text whose last token is `previous` (nil: the text begins with it).
    ///
    /// This differs from ``bytes(of:)`` for vocabularies that put spaces before texts or between words, which decoding
    /// takes away or adds. The token that begins a text is no part of it: what follows it is the beginning. Joining
    /// these for each token of a sequence gives ``decode(_:skippingSpecialTokens:)``.
    public func bytes(of token: Int32, after previous: Int32?) -> [UInt8] {
        var bytes: [UInt8] = []
        let isBeginning = previous != nil && previous == beginOfTextToken
        appendBytes(of: token, after: isBeginning ? nil : previous, to: &bytes)
        return bytes
    }

    @inline(__always)
    private func appendBytes(of token: Int32, after previous: Int32?, to bytes: inout [UInt8]) {
        guard tokenBytes.contains(token) else {
            bytes.append(contentsOf: UTF8Decoding.replacementCharacter)
            return
        }
        if decodesInContext {
            model.appendBytes(of: token, after: previous, to: &bytes)
        } else {
            bytes.append(contentsOf: tokenBytes[token])
        }
    }

    private static func firstToken(named names: [String], in tokens: [SpecialToken]) -> Int32? {
        for name in names {
            if let token = tokens.first(where: { $0.text.utf8.elementsEqual(name.utf8) }) { return token.id }
        }
        return nil
    }
}
