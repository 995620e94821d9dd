/// Where a value does not fit a JSON Schema.
public struct SchemaViolation: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where in the value: `path`, `lines[2].number`; empty for the value itself.
    public let path: String
    /// What is wrong there.
    public let reason: String

    /// Names a place and what is wrong with it.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { path.isEmpty ? reason : "'\(path)' \(reason)" }
}
