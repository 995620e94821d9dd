/// Why a regular expression cannot cut text.
public struct PretokenizerPatternError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The regular expression.
    public let expression: String
    /// Where in the expression, in bytes of its UTF-8.
    public let offset: Int
    /// What the engine says is wrong there.
    public let detail: String

    /// Describes a fault.
    public init(expression: String, offset: Int, detail: String) {
        self.expression = expression
        self.offset = offset
        self.detail = detail
    }

    public var description: String {
        "the regular expression \(expression) is wrong at byte \(offset): \(detail)"
    }
}
