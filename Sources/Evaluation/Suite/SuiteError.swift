/// What is wrong with the file of a suite.
public struct SuiteError: Error, Hashable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, counted from 1, where it is known.
    public let line: Int?
    /// What is wrong, and what is wanted.
    public let reason: String

    /// Describes a fault.
    public init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)" }
}
