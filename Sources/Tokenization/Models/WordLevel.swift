/// One token a piece: a list of words, and a token for all others.
package struct WordLevel: PieceModel {
    /// The token of all words that are not in the list.
    package let unknownToken: Int32
    private let words: TokenIndex

    /// Takes the words and their ids.
    package init(tokens: [(bytes: [UInt8], id: Int32)], unknownToken: Int32) {
        words = TokenIndex(tokens)
        self.unknownToken = unknownToken
    }

    package func encode(piece: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = piece.baseAddress else { return }
        let token = words.find(base, count: piece.count)
        tokens.append(token < 0 ? unknownToken : token)
    }
}
