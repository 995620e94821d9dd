/// How a tokenizer turns bytes that hold no added tokens into ids, and ids into bytes.
package protocol TokenModel: Sendable {
    /// The bytes of each token by id, as it stands inside a text; an added token's are its text.
    var tokenBytes: TokenBytes { get }

    /// Appends the tokens of `bytes`, which are not empty.
    func encode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32])

    /// Appends the tokens of `bytes`, which are not empty and begin the whole text or follow an added token.
    func encode(_ bytes: UnsafeBufferPointer<UInt8>, beginsText: Bool, into tokens: inout [Int32])

    /// Whether the bytes of a token may depend on the one before it.
    var decodesInContext: Bool { get }

    /// Appends the bytes that `token` adds to a text whose last token is `previous` (nil: the text begins with it).
    func appendBytes(of token: Int32, after previous: Int32?, to bytes: inout [UInt8])

    /// Whether a space at the start of `token` is no part of the text when it follows `previous` (nil: comes first).
    func dropsLeadingSpace(of token: Int32, after previous: Int32?) -> Bool
}

extension TokenModel {
    package func encode(_ bytes: UnsafeBufferPointer<UInt8>, beginsText: Bool, into tokens: inout [Int32]) {
        encode(bytes, into: &tokens)
    }

    package var decodesInContext: Bool { false }

    package func appendBytes(of token: Int32, after previous: Int32?, to bytes: inout [UInt8]) {
        let piece = tokenBytes[token]
        if piece.first == 0x20, dropsLeadingSpace(of: token, after: previous) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece.dropFirst()))
        } else {
            bytes.append(contentsOf: piece)
        }
    }

    package func dropsLeadingSpace(of token: Int32, after previous: Int32?) -> Bool { false }
}
