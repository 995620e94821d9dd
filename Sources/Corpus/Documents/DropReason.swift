/// Why a document is not part of a corpus.
public enum DropReason: String, Sendable, Hashable, CaseIterable {
    /// It has no byte but white space.
    case empty
    /// It was read before: its bytes, without the white space at its end, are those of an earlier document.
    case duplicate
    /// It is not UTF-8.
    case notUTF8 = "not-utf-8"
    /// A line of a JSON Lines file that is no JSON object.
    case malformedLine = "malformed-line"
    /// A line of a JSON Lines file without the text field, or whose text field is no string.
    case noTextField = "no-text-field"
}
