/// How a SentencePiece vocabulary treats text around its pieces; the names are those of the format.
package struct SentencePieceSettings: Sendable, Hashable {
    /// How text is divided into pieces; the raw values are those of the files.
    package enum Division: Int, Sendable, Hashable {
        case unigram = 1
        case bpe = 2
        /// Each word is a piece.
        case word = 3
        /// Each character is a piece.
        case character = 4
    }

    package var division = Division.unigram
    /// Whether text begins (or ends) with a space of its own.
    package var addsDummyPrefix = true
    /// Whether spaces at the beginning and the end of text go away, and of several in a row all but one.
    package var removesExtraWhitespace = true
    /// Whether spaces are written ▁.
    package var escapesWhitespace = true
    /// Whether a space belongs to the word before it.
    package var treatsWhitespaceAsSuffix = false
    /// Whether unknown characters become the tokens of their bytes.
    package var hasByteFallback = false
    /// What the unknown token stands for in decoded text.
    package var unknownSurface: [UInt8] = Array(" \u{2047} ".utf8)

    package init() {}
}
