/// Why a text is no grammar, or none that can be decoded.
public struct GrammarError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was read: a file, or "the grammar".
    public let source: String
    /// Where in it, both from 1.
    public let line: Int
    public let column: Int
    /// What is wrong there.
    public let reason: String

    public var description: String { "\(source), line \(line), column \(column): \(reason)" }
}
