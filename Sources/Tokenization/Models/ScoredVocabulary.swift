/// What the names of a scored vocabulary mean: the bytes of each token, and which tokens are single characters.
struct ScoredVocabulary {
    /// The bytes of each token by id: a byte token's are its byte.
    let tokens: [[UInt8]]
    /// The tokens of single characters, by code point; of equal names the first counts.
    let characters: [UInt32: Int32]

    /// Takes the names with plain spaces, and what the tokens are.
    init(names: [[UInt8]], isSpecial: [Bool], byteTokens: [Int32]) {
        var tokens = names
        var isByte = [Bool](repeating: false, count: names.count)
        for (byte, id) in byteTokens.enumerated() {
            tokens[Int(id)] = [UInt8(byte)]
            isByte[Int(id)] = true
        }
        var characters: [UInt32: Int32] = [:]
        for (id, name) in names.enumerated() where !isSpecial[id] && !isByte[id] {
            let (length, codePoint) = name.withUnsafeBufferPointer { bytes in
                bytes.baseAddress.map { UTF8Decoding.character($0, at: 0, before: bytes.count) } ?? (0, nil)
            }
            if let codePoint, length == name.count, characters[codePoint] == nil { characters[codePoint] = Int32(id) }
        }
        self.tokens = tokens
        self.characters = characters
    }
}
