/// What came of a tool call, as the model gets to read it.
public struct Observation: Sendable, Hashable {
    /// What the model reads; for a failure `error: …`, saying what to do instead.
    public var text: String
    /// Whether the tool could not do what was asked.
    public var isError: Bool
    /// The exit status of the program that was run; nil where none was.
    public var exitStatus: Int32?
    /// The workspace-relative paths that were changed.
    public var changedPaths: [String]

    /// What came of a call.
    public init(_ text: String, isError: Bool = false, exitStatus: Int32? = nil, changedPaths: [String] = []) {
        self.text = text
        self.isError = isError
        self.exitStatus = exitStatus
        self.changedPaths = changedPaths
    }
}
