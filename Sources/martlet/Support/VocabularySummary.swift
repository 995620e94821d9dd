import Tokenization

/// What kinds of tokens a vocabulary has, and which are the longest.
struct VocabularySummary {
    /// How many tokens there are of each kind.
    let counts: [(kind: String, count: Int)]
    /// The tokens of the most bytes, special tokens left out; the smaller id first among equals.
    let longest: [Int32]

    /// Looks at all tokens and keeps the `count` longest ones.
    init(of tokenizer: Tokenizer, longest count: Int) {
        var special = 0
        var singleBytes = 0
        var words = 0
        var otherText = 0
        var fragments = 0
        var lengths: [(token: Int32, length: Int)] = []
        for token in 0..<Int32(tokenizer.vocabularySize) {
            let bytes = tokenizer.bytes(of: token)
            if tokenizer.isSpecialToken(token) {
                special += 1
                continue
            }
            lengths.append((token, bytes.count))
            if bytes.count == 1 {
                singleBytes += 1
            } else if let text = String(validating: bytes, as: UTF8.self) {
                if text.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) {
                    words += 1
                } else {
                    otherText += 1
                }
            } else {
                fragments += 1
            }
        }
        counts = [
            ("single bytes", singleBytes), ("words and parts of words", words),
            ("numbers, signs and spaces", otherText),
            ("parts of characters", fragments), ("special tokens", special),
        ]
        longest = lengths.sorted { $0.length != $1.length ? $0.length > $1.length : $0.token < $1.token }
            .prefix(count).map(\.token)
    }
}
