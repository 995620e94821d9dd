/// A step on the way from a token's name to the bytes it stands for, as a `tokenizer.json` lists them.
package enum DecoderStep: Sendable {
    /// Characters of GPT-2's alphabet to bytes.
    case byteLevel
    /// A sign to spaces; away in the first token when `dropsFirst`.
    case metaspace(replacement: Unicode.Scalar, dropsFirst: Bool)
    /// The sign of continuing tokens away, a space before all others, and, with `cleansUp`, the spaces before English
    /// punctuation and contractions away.
    case wordPiece(prefix: String, cleansUp: Bool)
    /// `<0x41>` to a byte.
    case byteFallback
    /// All tokens become one text, which later steps see as a whole.
    case fuse
    /// Up to `start` of a character away at the start, up to `stop` at the end.
    case strip(content: Unicode.Scalar, start: Int, stop: Int)
    /// Every match becomes `content`.
    case replace(pattern: TextPattern, content: String)
    /// The sign of a word's end to a space, but at the end of the text.
    case wordEnd(suffix: String)
    /// Repeated tokens and the padding token away, the delimiter to a space.
    case ctc(padding: String, delimiter: String, cleansUp: Bool)
    /// Spaces between all tokens.
    case spaced

    /// What `token` becomes, as the first one of a text or not, when tokens are `fused` already.
    func apply(to token: inout [UInt8], isFirst: Bool, isFused: Bool) {
        switch self {
        case .byteLevel:
            if let bytes = ByteAlphabet.bytes(of: String(decoding: token, as: UTF8.self)) { token = bytes }
        case .metaspace(let replacement, let dropsFirst):
            let space: [UInt8] = isFirst && dropsFirst ? [] : [0x20]
            token = token.replacing(Array(String(replacement).utf8), with: space)
        case .wordPiece(let prefix, let cleansUp):
            if !isFirst {
                if token.starts(with: prefix.utf8) {
                    token.removeFirst(prefix.utf8.count)
                } else {
                    token.insert(0x20, at: 0)
                }
            }
            if cleansUp { Self.cleanUp(&token) }
        case .byteFallback:
            if let byte = Self.byte(named: token) { token = [byte] }
        case .fuse: break
        case .strip(let content, let start, let stop):
            if isFirst || !isFused { Self.strip(&token, Array(String(content).utf8), start, stop) }
        case .replace(let pattern, let content):
            var replaced: [UInt8] = []
            token.withUnsafeBufferPointer {
                pattern.replaceMatches(in: $0, with: Array(content.utf8), into: &replaced)
            }
            token = replaced
        case .wordEnd(let suffix):
            let sign = Array(suffix.utf8)
            if !sign.isEmpty, token.count >= sign.count, token.suffix(sign.count).elementsEqual(sign) {
                token.removeLast(sign.count)
            }
            token = token.replacing(sign, with: [0x20])
        case .ctc(let padding, let delimiter, let cleansUp):
            token = token.replacing(Array(padding.utf8), with: [])
            if cleansUp {
                Self.cleanUp(&token)
                token = token.replacing(Array(delimiter.utf8), with: [0x20])
            }
        case .spaced:
            if !isFirst { token.insert(0x20, at: 0) }
        }
    }

    /// The byte of a token named like `<0x41>`.
    static func byte(named name: [UInt8]) -> UInt8? {
        guard name.count == 6, name.starts(with: "<0x".utf8), name[5] == UInt8(ascii: ">") else { return nil }
        return UInt8(String(decoding: name[3..<5], as: UTF8.self), radix: 16)
    }

    private static func strip(_ token: inout [UInt8], _ content: [UInt8], _ start: Int, _ stop: Int) {
        for _ in 0..<min(start, token.count) {
            guard token.starts(with: content) else { break }
            token.removeFirst(content.count)
        }
        for _ in 0..<min(stop, token.count) {
            guard token.count >= content.count, token.suffix(content.count).elementsEqual(content) else { break }
            token.removeLast(content.count)
        }
    }

    private static func cleanUp(_ token: inout [UInt8]) {
        guard token.contains(0x20) else { return }
        for (from, to) in [
            (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
            (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
        ] {
            token = token.replacing(Array(from.utf8), with: Array(to.utf8))
        }
    }
}
