/// The bytes that tokens stand for, which may depend on the one before.
///
/// Everything is computed once from the names of the tokens and the steps of the decoder, so that a text can be decoded
/// token by token.
package struct TokenDecoding: Sendable {
    /// The bytes of each token inside a text, by id.
    package let tokenBytes: TokenBytes
    /// The bytes of each token at the beginning of a text; nil where they are the same.
    private let firstBytes: TokenBytes?
    /// Whether a space follows each token, unless the text ends; nil where none has one.
    private let endsWord: ConstantTable<Bool>?
    /// Whether a token that repeats the one before it says nothing.
    private let dropsRepeated: Bool

    /// Takes the bytes of each token as they are, wherever it stands.
    package init(_ tokenBytes: TokenBytes) {
        self.tokenBytes = tokenBytes
        firstBytes = nil
        endsWord = nil
        dropsRepeated = false
    }

    /// - Parameters:
    ///   - names: the names of the tokens by id; nil where an id is not used.
    ///   - steps: turn names into bytes.
    package init(names: [[UInt8]?], steps: [DecoderStep]) {
        var first: [[UInt8]] = []
        var later: [[UInt8]] = []
        first.reserveCapacity(names.count)
        later.reserveCapacity(names.count)
        var isFused = false
        var suffix: [UInt8]?
        var dropsRepeated = false
        var dependsOnPlace = false
        for step in steps {
            switch step {
            case .wordEnd(let sign): suffix = Array(sign.utf8)
            case .ctc: dropsRepeated = true
            case .metaspace, .wordPiece, .strip, .spaced: dependsOnPlace = true
            default: break
            }
        }
        for name in names {
            guard let name else {
                first.append(UTF8Decoding.replacementCharacter)
                later.append(UTF8Decoding.replacementCharacter)
                continue
            }
            for isFirst in dependsOnPlace ? [true, false] : [false] {
                var token = name
                isFused = false
                for step in steps {
                    step.apply(to: &token, isFirst: isFirst, isFused: isFused)
                    switch step {
                    case .fuse, .byteLevel: isFused = true
                    default: break
                    }
                }
                if isFirst { first.append(token) } else { later.append(token) }
            }
        }
        tokenBytes = TokenBytes(later)
        firstBytes = dependsOnPlace && first != later ? TokenBytes(first) : nil
        endsWord = suffix.map { suffix in
            ConstantTable(
                names.map { $0.map { !suffix.isEmpty && $0.suffix(suffix.count).elementsEqual(suffix) } ?? false })
        }
        self.dropsRepeated = dropsRepeated
    }

    /// Whether the bytes of a token depend on the one before it.
    package var dependsOnContext: Bool { firstBytes != nil || endsWord != nil || dropsRepeated }

    /// Appends the bytes that `token` adds after `previous` (nil: at the beginning of a text).
    package func appendBytes(of token: Int32, after previous: Int32?, to bytes: inout [UInt8]) {
        guard let previous else {
            bytes.append(contentsOf: (firstBytes ?? tokenBytes)[token])
            return
        }
        if dropsRepeated, previous == token { return }
        if let endsWord, tokenBytes.contains(previous), endsWord[Int(previous)] { bytes.append(0x20) }
        bytes.append(contentsOf: tokenBytes[token])
    }
}
