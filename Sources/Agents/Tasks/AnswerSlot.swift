/// What sort of thing an answer must name, which decides which parts of a text count as naming one.
public enum AnswerSlot: String, Sendable, Hashable {
    /// A path with a folder: `notes/kemo.txt`.
    case path
    /// A number, with a sign where it is negative.
    case number
    /// A word of letters, digits and the signs `.`, `_`, `-` between them.
    case value
}
