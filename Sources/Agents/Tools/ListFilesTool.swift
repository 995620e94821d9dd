public import Foundations
public import Tokenization

/// `list_files`: the files below a folder, a path a line.
public struct ListFilesTool: Tool {
    private let workspace: Workspace
    private let limits: ToolLimits

    /// A tool that lists the files of `workspace`.
    public init(workspace: Workspace, limits: ToolLimits = ToolLimits()) {
        self.workspace = workspace
        self.limits = limits
    }

    public var definition: ToolDefinition {
        ToolSchema.definition(
            "list_files", "List all files below a folder of the workspace, one path a line.",
            optional: [("path", "The folder; left out: the whole workspace.")])
    }

    public var tier: ToolTier { .readOnly }

    public func run(_ arguments: JSONObject) async throws -> Observation {
        do {
            var folder: WorkspacePath?
            if let path = arguments["path"] {
                guard let path = path.string else { return .missing("path") }
                folder = ["", ".", "./"].contains(path) ? nil : try WorkspacePath(path)
            }
            let listing = try workspace.files(below: folder, maximumFiles: limits.files)
            var lines = listing.paths.map(\.text)
            if lines.isEmpty { lines = ["no files"] }
            if let leftOut = listing.leftOut { lines.append(leftOut) }
            return Observation(MiddleCut.text(lines.joined(separator: "\n"), limit: limits.observationBytes))
        } catch {
            return .failure(error)
        }
    }
}
