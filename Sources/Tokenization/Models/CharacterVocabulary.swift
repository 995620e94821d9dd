/// One token a character: the characters of a text, sorted by code point, and one token for all others.
package struct CharacterVocabulary: TokenModel {
    package let tokenBytes: TokenBytes
    /// The token of every character that is not in the vocabulary, and of every byte that is not UTF-8.
    package let unknownToken: Int32
    private let asciiTokens: ConstantTable<Int32>
    private let otherTokens: [UInt32: Int32]

    /// Takes the bytes of each token by id, and the tokens of the code points.
    package init(tokens: [[UInt8]], characters: [(codePoint: UInt32, id: Int32)], unknownToken: Int32) {
        tokenBytes = TokenBytes(tokens)
        self.unknownToken = unknownToken
        var ascii = [Int32](repeating: unknownToken, count: 128)
        var others: [UInt32: Int32] = [:]
        for (codePoint, id) in characters {
            if codePoint < 128 { ascii[Int(codePoint)] = id } else { others[codePoint] = id }
        }
        asciiTokens = ConstantTable(ascii)
        otherTokens = others
    }

    package func encode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = bytes.baseAddress else { return }
        var position = 0
        while position < bytes.count {
            let (length, codePoint) = UTF8Decoding.character(base, at: position, before: bytes.count)
            position += length
            guard let codePoint else {
                tokens.append(unknownToken)
                continue
            }
            tokens.append(
                codePoint < 128 ? asciiTokens[Int(codePoint)] : otherTokens[codePoint, default: unknownToken])
        }
    }
}
