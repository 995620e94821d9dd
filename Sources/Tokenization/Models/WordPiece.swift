/// Words as their longest known beginnings: BERT's WordPiece.
///
/// A word becomes the longest token that begins it, then the longest continuing token that begins the rest, and so on;
/// where none fits, the whole word is unknown. Source: the tokenizer of google-research/bert.
package struct WordPiece: PieceModel {
    /// What continuing tokens begin with in the vocabulary.
    package let continuingPrefix: [UInt8]
    /// The token of words that cannot be put together.
    package let unknownToken: Int32
    /// Words of more characters are unknown.
    package let longestWord: Int
    private let beginnings: TokenIndex
    private let continuations: TokenIndex

    /// - Parameters:
    ///   - tokens: the names of the tokens and their ids.
    ///   - continuingPrefix: what the names of continuing tokens begin with, as "##".
    ///   - unknownToken: the token of unknown words.
    ///   - longestWord: how many characters a word may have.
    package init(
        tokens: [(bytes: [UInt8], id: Int32)], continuingPrefix: [UInt8] = Array("##".utf8), unknownToken: Int32,
        longestWord: Int = 100
    ) {
        self.continuingPrefix = continuingPrefix
        self.unknownToken = unknownToken
        self.longestWord = longestWord
        beginnings = TokenIndex(tokens)
        continuations = TokenIndex(
            tokens.lazy.filter { $0.bytes.starts(with: continuingPrefix) }
                .map { (Array($0.bytes.dropFirst(continuingPrefix.count)), $0.id) })
    }

    package func encode(piece: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = piece.baseAddress else { return }
        if piece.count > longestWord, characterCount(of: piece) > longestWord {
            tokens.append(unknownToken)
            return
        }
        let before = tokens.count
        var start = 0
        while start < piece.count {
            let index = start == 0 ? beginnings : continuations
            var end = min(piece.count, start + index.longest)
            var token: Int32 = -1
            while end > start {
                if end == piece.count || base[end] & 0xC0 != 0x80 {
                    token = index.find(base + start, count: end - start)
                    if token >= 0 { break }
                }
                end -= 1
            }
            if token < 0 {
                tokens.removeLast(tokens.count - before)
                tokens.append(unknownToken)
                return
            }
            tokens.append(token)
            start = end
        }
    }

    private func characterCount(of piece: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = piece.baseAddress else { return 0 }
        var count = 0
        var position = 0
        while position < piece.count {
            position += UTF8Decoding.character(base, at: position, before: piece.count).length
            count += 1
        }
        return count
    }
}
