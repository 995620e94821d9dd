/// A file of a task's workspace.
public struct TaskFile: Sendable, Hashable {
    /// Where it lies, relative to the workspace.
    public let path: String
    /// The whole text.
    public let content: String

    /// A file at a path.
    public init(path: String, content: String) {
        self.path = path
        self.content = content
    }

    /// A file that holds these lines.
    package init(path: String, lines: [String]) {
        self.init(path: path, content: lines.map { $0 + "\n" }.joined())
    }
}
