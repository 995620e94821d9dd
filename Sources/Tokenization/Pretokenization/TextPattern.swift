/// What a step of a tokenizer looks for in a text: bytes as they are, or a regular expression.
package struct TextPattern: Sendable {
    private let bytes: [UInt8]

    /// Looks for `text` as it is.
    package init(text: String) { bytes = Array(text.utf8) }

    /// `text` with every match replaced.
    package func replacingMatches(in text: [UInt8], with replacement: [UInt8]) -> [UInt8] {
        text.replacing(bytes, with: replacement)
    }
}
