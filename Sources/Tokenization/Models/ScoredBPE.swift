/// Byte-pair encoding over characters, as SentencePiece trains it for Llama and llama2.c reads it: the pair whose
/// result has the best score merges first, characters without a token become the tokens of their bytes, and text
/// begins with a space of its own.
///
/// The sign ▁ (U+2581) in a text counts as a space, as it does for SentencePiece and Hugging Face `tokenizers`.
package struct ScoredBPE: TokenModel {
    package let tokenBytes: TokenBytes
    /// The merges in the order of their ranks.
    package let merges: [Merge]
    /// The rank of each merge; equal ranks merge from left to right.
    package let ranks: [UInt32]
    /// The tokens of the bytes 0 to 255.
    package let byteTokens: [Int32]
    /// The token that begins a text: the space after it is no part of the text.
    package let beginOfTextToken: Int32
    /// The token for what has none; never produced, because bytes have tokens.
    package let unknownToken: Int32
    private let characterTokens: [UInt32: Int32]
    private let mergeTable: MergeTable

    /// Builds the lookup tables.
    ///
    /// - Parameters:
    ///   - tokens: the bytes of each token by id, with plain spaces; special tokens with their text, byte tokens with
    ///     their byte.
    ///   - characters: the tokens of single characters.
    ///   - byteTokens: the tokens of the bytes 0 to 255.
    ///   - merges: by rank, and their ranks: equal ranks merge from left to right.
    package init(
        tokens: [[UInt8]], characters: [UInt32: Int32], byteTokens: [Int32], merges: [Merge], ranks: [UInt32],
        beginOfTextToken: Int32, unknownToken: Int32
    ) {
        precondition(byteTokens.count == 256)
        tokenBytes = TokenBytes(tokens)
        characterTokens = characters
        self.byteTokens = byteTokens
        self.merges = merges
        self.ranks = ranks
        self.beginOfTextToken = beginOfTextToken
        self.unknownToken = unknownToken
        mergeTable = MergeTable(merges, ranks: ranks)
    }

    package func encode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = bytes.baseAddress else { return }
        var pieces: [Int32] = []
        pieces.reserveCapacity(bytes.count + 1)
        append(0x20, bytes: [0x20], to: &pieces)
        var position = 0
        while position < bytes.count {
            let (length, codePoint) = UTF8Decoding.character(base, at: position, before: bytes.count)
            let character = UnsafeBufferPointer(start: base + position, count: length)
            if codePoint == 0x2581 {
                append(0x20, bytes: [0x20], to: &pieces)
            } else {
                append(codePoint, bytes: character, to: &pieces)
            }
            position += length
        }
        var merger = PairMerger()
        merger.merge(&pieces, by: mergeTable)
        tokens.append(contentsOf: pieces)
    }

    package var decodesInContext: Bool { true }

    package func dropsLeadingSpace(of token: Int32, after previous: Int32?) -> Bool {
        previous == nil && tokenBytes[token].first == 0x20
    }

    private func append(_ codePoint: UInt32?, bytes: some Sequence<UInt8>, to pieces: inout [Int32]) {
        if let codePoint, let token = characterTokens[codePoint] {
            pieces.append(token)
        } else {
            for byte in bytes { pieces.append(byteTokens[Int(byte)]) }
        }
    }
}
