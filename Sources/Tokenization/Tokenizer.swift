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
    /// The special tokens by id. They may be any part of the vocabulary; trained vocabularies have them at the end.
    public let specialTokens: [SpecialToken]
    /// The token that ends a text; nil where the vocabulary has none.
    public let endOfTextToken: Int32?
    /// The token that begins a text; nil where texts begin without one.
    public let beginOfTextToken: Int32?
    private let matcher: SpecialTokenMatcher
    private let isSpecial: [Bool]
    private let tokenBytes: TokenBytes
    /// Whether the model ever takes a space away; asking it for every token would cost half of decoding.
    private let mayDropSpaces: Bool

    /// Joins a model and its special tokens, whose texts and ids are those of the model's vocabulary.
    package init(model: any TokenModel, specialTokens: [SpecialToken]) {
        self.model = model
        tokenBytes = model.tokenBytes
        mayDropSpaces = model is ScoredBPE
        self.specialTokens = specialTokens.sorted { $0.id < $1.id }
        endOfTextToken = Self.firstToken(named: [SpecialToken.endOfText, "</s>"], in: specialTokens)
        beginOfTextToken = Self.firstToken(named: ["<|beginoftext|>", "<s>"], in: specialTokens)
        matcher = SpecialTokenMatcher(specialTokens)
        var isSpecial = [Bool](repeating: false, count: tokenBytes.count)
        for token in specialTokens where tokenBytes.contains(token.id) { isSpecial[Int(token.id)] = true }
        self.isSpecial = isSpecial
    }

    /// The number of ids, special tokens included: ids are `0 ..< vocabularySize`.
    public var vocabularySize: Int { tokenBytes.count }

    /// What kind of vocabulary this is.
    public var kind: TokenizerKind {
        switch model {
        case is CharacterVocabulary: .characters
        case is ScoredBPE: .scoredBPE
        default: .byteLevelBPE
        }
    }

    /// The token for what the vocabulary cannot express; nil where everything can be expressed, and never produced by
    /// a byte-pair vocabulary.
    public var unknownToken: Int32? {
        switch model {
        case let model as CharacterVocabulary: model.unknownToken
        case let model as ScoredBPE: model.unknownToken
        default: nil
        }
    }

    /// The id of the special token whose text is `text`.
    public func specialToken(_ text: String) -> Int32? {
        Self.firstToken(named: [text], in: specialTokens)
    }

    /// Whether `token` is one of the special tokens.
    public func isSpecialToken(_ token: Int32) -> Bool {
        token >= 0 && Int(token) < isSpecial.count && isSpecial[Int(token)]
    }

    // MARK: Encoding

    /// The tokens of `text`.
    ///
    /// - Parameters:
    ///   - text: any text; nothing is normalized.
    ///   - allowingSpecialTokens: whether the text of a special token becomes that token. Off, it is plain text like
    ///     any other, as it must be for text that comes from others.
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
        var tokens: [Int32] = []
        tokens.reserveCapacity(bytes.count / 3 + 16)
        let text = bytes.bindMemory(to: UInt8.self)
        var start = 0
        while allowingSpecialTokens, let match = matcher.firstMatch(in: text, from: start) {
            encode(plain: text, start..<match.range.lowerBound, into: &tokens)
            tokens.append(match.id)
            start = match.range.upperBound
        }
        encode(plain: text, start..<text.count, into: &tokens)
        return tokens
    }

    private func encode(plain bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into tokens: inout [Int32]) {
        if !range.isEmpty { model.encode(UnsafeBufferPointer(rebasing: bytes[range]), into: &tokens) }
    }

    // MARK: Decoding

    /// The bytes that `tokens` stand for, special tokens with their text; an id outside the vocabulary gives the
    /// replacement character.
    public func decode(_ tokens: some Sequence<Int32>, skippingSpecialTokens: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        var previous: Int32?
        bytes.reserveCapacity(tokens.underestimatedCount * 4)
        for token in tokens {
            if !(skippingSpecialTokens && isSpecialToken(token)) {
                appendBytes(of: token, after: previous, to: &bytes)
            }
            previous = token
        }
        return bytes
    }

    /// The text that `tokens` stand for, with the replacement character for bytes that are not UTF-8.
    public func decodeString(_ tokens: some Sequence<Int32>, skippingSpecialTokens: Bool = false) -> String {
        String(decoding: decode(tokens, skippingSpecialTokens: skippingSpecialTokens), as: UTF8.self)
    }

    /// The raw bytes of one token, by itself: a special token's are its text.
    public func bytes(of token: Int32) -> [UInt8] {
        tokenBytes.contains(token) ? Array(tokenBytes[token]) : Self.replacementCharacter
    }

    /// The bytes that `token` adds to a text whose last token is `previous` (nil: the text begins with it).
    ///
    /// This differs from ``bytes(of:)`` for vocabularies that put a space before each text, which decoding takes away
    /// again. Joining these for each token of a sequence gives ``decode(_:skippingSpecialTokens:)``.
    public func bytes(of token: Int32, after previous: Int32?) -> [UInt8] {
        var bytes: [UInt8] = []
        appendBytes(of: token, after: previous, to: &bytes)
        return bytes
    }

    @inline(__always)
    private func appendBytes(of token: Int32, after previous: Int32?, to bytes: inout [UInt8]) {
        guard tokenBytes.contains(token) else {
            bytes.append(contentsOf: Self.replacementCharacter)
            return
        }
        let piece = tokenBytes[token]
        if mayDropSpaces, piece.first == 0x20, model.dropsLeadingSpace(of: token, after: previous) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece.dropFirst()))
        } else {
            bytes.append(contentsOf: piece)
        }
    }

    private static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

    private static func firstToken(named names: [String], in tokens: [SpecialToken]) -> Int32? {
        for name in names {
            if let token = tokens.first(where: { $0.text.utf8.elementsEqual(name.utf8) }) { return token.id }
        }
        return nil
    }
}
