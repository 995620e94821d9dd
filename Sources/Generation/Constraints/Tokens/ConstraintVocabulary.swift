public import Tokenization

/// The bytes of a vocabulary's plain tokens, in an order in which those with the same beginning stand together.
///
/// Made once for a tokenizer and shared by all constraints. Special tokens are left out: they stand for themselves,
/// never for their text.
public final class ConstraintVocabulary: Sendable {
    /// The size of the model's vocabulary, which may have ids that the tokenizer does not know.
    public let size: Int
    /// The length of the longest token.
    let longestToken: Int
    /// The plain tokens, sorted by their bytes.
    private let tokens: [Int32]
    private let bytes: [[UInt8]]
    /// How many bytes each token shares with the one before it.
    private let shared: [Int]
    /// The bytes by token; nil for what a constraint never allows.
    private let bytesByToken: [[UInt8]?]
    /// All plain tokens.
    let plainTokens: TokenMask

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
        let order = table.indices.filter { table[$0] != nil }.sorted { left, right in
            let (a, b) = (table[left] ?? [], table[right] ?? [])
            return a == b ? left < right : a.lexicographicallyPrecedes(b)
        }
        let sorted = order.map { table[$0] ?? [] }
        tokens = order.map { Int32($0) }
        bytes = sorted
        longestToken = sorted.reduce(0) { max($0, $1.count) }
        shared = sorted.indices.map { index in
            index == 0 ? 0 : zip(sorted[index - 1], sorted[index]).prefix { $0 == $1 }.count
        }
        bytesByToken = table
        plainTokens = mask
    }

    /// The bytes of a plain token; nil for special tokens and ids that do not exist.
    func bytes(of token: Int32) -> [UInt8]? {
        token >= 0 && Int(token) < bytesByToken.count ? bytesByToken[Int(token)] : nil
    }

    /// The tokens all of whose bytes can follow.
    func tokens(after automaton: ByteAutomaton) -> TokenMask {
        var mask = TokenMask(vocabularySize: size)
        // The states along the current token; each token goes on where it parts from the one before it.
        var states = [automaton]
        // How many bytes of the token before are the beginning of something that cannot follow.
        var refused = Int.max
        for index in tokens.indices {
            if shared[index] >= refused { continue }
            refused = .max
            let token = bytes[index]
            states.removeLast(max(0, states.count - 1 - shared[index]))
            for position in (states.count - 1)..<token.count {
                var next = states[position]
                guard next.advance(token[position]) else {
                    refused = position + 1
                    break
                }
                states.append(next)
            }
            if refused == .max { mask.insert(tokens[index]) }
        }
        return mask
    }
}
