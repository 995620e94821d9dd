import Synchronization
public import Tokenization

/// The bytes of a vocabulary's plain tokens, as a tree, with what lexemes allow of them.
///
/// Made once for a tokenizer and shared by all constraints. Special tokens are left out: they stand for themselves,
/// never for their text.
public final class ConstraintVocabulary: Sendable {
    /// The size of the model's vocabulary, which may have ids that the tokenizer does not know.
    public let size: Int
    /// All plain tokens.
    let plainTokens: TokenMask
    let trie: TokenTrie
    /// What turns text into tokens.
    let tokenizer: Tokenizer
    /// The bytes by token; nil for what a constraint never allows.
    private let bytesByToken: [[UInt8]?]
    /// The most lexemes whose slices are kept.
    private static let lexemeCapacity = 4096
    private let lexemes = Mutex<[Lexeme: LexemeSlices]>([:])

    /// Reads the tokens of a tokenizer.
    ///
    /// - Parameter modelSize: the vocabulary of the model; nil where it is that of the tokenizer.
    public init(_ tokenizer: Tokenizer, modelSize: Int? = nil) {
        size = modelSize ?? tokenizer.vocabularySize
        var table = [[UInt8]?](repeating: nil, count: tokenizer.vocabularySize)
        var mask = TokenMask(vocabularySize: size)
        for token in 0..<Int32(min(size, tokenizer.vocabularySize))
        where !tokenizer.isSpecialToken(token) && token != tokenizer.unknownToken {
            let bytes = tokenizer.bytes(of: token)
            guard !bytes.isEmpty else { continue }
            table[Int(token)] = bytes
            mask.insert(token)
        }
        trie = TokenTrie(table)
        bytesByToken = table
        plainTokens = mask
        self.tokenizer = tokenizer
    }

    /// The bytes of a plain token; nil for special tokens and ids that do not exist.
    func bytes(of token: Int32) -> [UInt8]? {
        token >= 0 && Int(token) < bytesByToken.count ? bytesByToken[Int(token)] : nil
    }

    /// The slices of a lexeme, the same for all who ask.
    func slices(of lexeme: Lexeme) -> LexemeSlices {
        if let known = lexemes.withLock({ $0[lexeme] }) { return known }
        let slices = LexemeSlices(lexeme, trie, vocabularySize: size)
        return lexemes.withLock { lexemes in
            if let known = lexemes[lexeme] { return known }
            if lexemes.count >= Self.lexemeCapacity { lexemes.removeAll() }
            lexemes[lexeme] = slices
            return slices
        }
    }
}
