/// Why a text is no regular expression, or none that can be decoded.
public struct RegexError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The expression.
    public let pattern: String
    /// Where in it, in characters (Unicode scalars) from 0; nil where the whole is at fault.
    public let offset: Int?
    /// What is wrong there.
    public let reason: String

    package init(pattern: String, offset: Int?, reason: String) {
        self.pattern = pattern
        self.offset = offset
        self.reason = reason
    }

    public var description: String {
        let place = offset.map { " at character \($0)" } ?? ""
        return "the regular expression \(pattern.debugDescription)\(place): \(reason)"
    }
}
