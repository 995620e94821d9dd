/// The division of a text into pieces whose scores (logarithms of probabilities) have the greatest sum.
///
/// Source: Kudo, "Subword regularization" (2018), section 3.2, and the encoders of SentencePiece and Hugging Face
/// `tokenizers`. Both go through the text from left to right and keep the first of equal sums, that of the piece that
/// begins earliest; they differ in the precision of the sums and in what is unknown, and the result is each one's own:
/// see ``Convention``.
///
/// Time is linear in the text, times the length of the longest piece; memory is that of the longest stretch that pieces
/// bridge without a gap, 16 bytes for each byte.
package struct Unigram: PieceModel {
    /// Whose results are wanted.
    package enum Convention: Sendable {
        /// Sums are 32-bit floats, and each unknown character is unknown.
        case sentencePiece
        /// Sums are 64-bit floats, and a run of unknown characters that is a piece itself is that piece.
        case tokenizers
    }

    let trie: PieceTrie
    let unknownScore: Double
    let convention: Convention
    /// The token of what no piece expresses; a run of it is one token.
    package let unknownToken: Int32
    /// The tokens of the bytes 0 to 255, -1 where there is none; nil without byte fallback.
    private let byteTokens: [Int32]?
    private let scratchPool = ScratchPool<UnigramScratch> { UnigramScratch() }

    /// How much worse an unknown character is than the worst piece.
    private static let unknownPenalty = 10.0

    /// Takes the pieces that may be found in text.
    ///
    /// - Parameters:
    ///   - pieces: of pieces of the same bytes the last counts.
    ///   - minimumScore: the worst score; an unknown character's is 10 less.
    ///   - unknownToken: for a run of unknown characters.
    ///   - byteTokens: the 256 tokens of bytes for unknown characters instead, -1 where one is missing; nil for none.
    package init(
        pieces: [(bytes: [UInt8], score: Double, id: Int32)], minimumScore: Double, unknownToken: Int32,
        byteTokens: [Int32]?, convention: Convention
    ) {
        precondition(byteTokens.map { $0.count == 256 } ?? true)
        trie = PieceTrie(pieces)
        unknownScore =
            convention == .sentencePiece
            ? Double(Float(minimumScore) - Float(Self.unknownPenalty)) : minimumScore - Self.unknownPenalty
        self.unknownToken = unknownToken
        self.byteTokens = byteTokens
        self.convention = convention
    }

    /// The model of a `tokenizer.json`, with the results of Hugging Face `tokenizers`: every entry of the vocabulary may
    /// be found in text, special ones too.
    ///
    /// - Parameter byteFallback: whether unknown characters become the tokens `<0x00>` to `<0xFF>` of their bytes,
    ///   where all of them exist.
    package init(vocabulary: [(name: [UInt8], score: Double)], unknownToken: Int32, byteFallback: Bool) {
        var byteTokens: [Int32]?
        if byteFallback {
            var tokens = [Int32](repeating: -1, count: 256)
            var values: [[UInt8]: Int] = [:]
            for byte in UInt8.min...UInt8.max { values[Array(TokenizerLayout.byteTokenName(byte).utf8)] = Int(byte) }
            for (id, entry) in vocabulary.enumerated() where entry.name.count == 6 {
                if let byte = values[entry.name] { tokens[byte] = Int32(id) }
            }
            byteTokens = tokens
        }
        self.init(
            pieces: vocabulary.enumerated().map { ($1.name, $1.score, Int32($0)) },
            minimumScore: vocabulary.lazy.map(\.score).min() ?? 0, unknownToken: unknownToken, byteTokens: byteTokens,
            convention: .tokenizers)
    }

    package func encode(piece: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        scratchPool.withScratch { $0.encode(piece, by: self, into: &tokens) }
    }

    /// Appends the tokens of a run of unknown characters.
    func appendUnknown(_ run: UnsafeBufferPointer<UInt8>, to tokens: inout [Int32]) {
        if convention == .tokenizers, let id = trie.id(of: run) {
            tokens.append(id)
        } else if let byteTokens, run.allSatisfy({ byteTokens[Int($0)] >= 0 }) {
            for byte in run { tokens.append(byteTokens[Int(byte)]) }
        } else {
            tokens.append(unknownToken)
        }
    }
}
