/// How a tokenizer turns bytes that hold no special tokens into ids, and ids into bytes.
package protocol TokenModel: Sendable {
    /// The bytes of each token by id; a special token's are its text.
    var tokenBytes: TokenBytes { get }

    /// Appends the tokens of `bytes`, which are not empty.
    func encode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32])

    /// Whether a space at the start of `token` is no part of the text when it follows `previous` (nil: comes first).
    func dropsLeadingSpace(of token: Int32, after previous: Int32?) -> Bool
}

extension TokenModel {
    package func dropsLeadingSpace(of token: Int32, after previous: Int32?) -> Bool { false }
}
