/// What is wrong with a line of evaluation data.
public struct EvaluationDataError: Error, Hashable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The line, counted from 1; nil for what concerns the whole file.
    public let line: Int?
    /// What is wrong, and what is wanted.
    public let reason: String

    /// Describes a fault.
    public init(path: String, line: Int? = nil, reason: String) {
        self.path = path
        self.line = line
        self.reason = reason
    }

    public var description: String { line.map { "\(path):\($0): \(reason)" } ?? "\(path): \(reason)" }
}
