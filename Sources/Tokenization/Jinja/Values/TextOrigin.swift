/// What is known of where a piece of text comes from.
struct TextOrigin: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    /// It was written in the template itself, so that special tokens in it are meant.
    static let literal = TextOrigin(rawValue: 1)
    /// The assistant wrote it: it stands in a `generation` block.
    static let generated = TextOrigin(rawValue: 2)
}
