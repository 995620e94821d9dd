public import Foundations
public import Tokenization

/// `read_file`: the text of a file.
public struct ReadFileTool: Tool {
    private let workspace: Workspace
    private let limits: ToolLimits

    /// A tool that reads the files of `workspace`.
    public init(workspace: Workspace, limits: ToolLimits = ToolLimits()) {
        self.workspace = workspace
        self.limits = limits
    }

    public var definition: ToolDefinition {
        ToolSchema.definition(
            "read_file", "Read a text file of the workspace.", required: [("path", "The file's path.")])
    }

    public var tier: ToolTier { .readOnly }

    public func run(_ arguments: JSONObject) async throws -> Observation {
        guard let written = arguments["path"]?.string else { return .missing("path") }
        do {
            let path = try WorkspacePath(written)
            let (head, tail, total) = try workspace.ends(of: path, limit: limits.observationBytes)
            let isCut = head.count + tail.count < total
            try TextCheck.check(head, path, isCut: isCut)
            let text = MiddleCut.joined(head: head, tail: tail, total: total)
            return Observation(text.isEmpty ? "(the file is empty)" : text)
        } catch {
            return .failure(error)
        }
    }
}
