public import Foundations
public import Tokenization

/// `apply_patch`: changes files, all or none.
public struct ApplyPatchTool: ResumableTool {
    private let workspace: Workspace
    private let limits: ToolLimits

    /// A tool that patches the files of `workspace`.
    public init(workspace: Workspace, limits: ToolLimits = ToolLimits()) {
        self.workspace = workspace
        self.limits = limits
    }

    public var definition: ToolDefinition {
        ToolSchema.definition(
            "apply_patch", "Change files of the workspace: all changes of the patch are made, or none.",
            required: [("patch", "The patch, from '*** Begin Patch' to '*** End Patch'.")])
    }

    public var tier: ToolTier { .patch }

    public func run(_ arguments: JSONObject) async throws -> Observation { apply(arguments, operation: nil) }

    public func run(_ arguments: JSONObject, operation: String) async throws -> Observation {
        apply(arguments, operation: operation)
    }

    private func apply(_ arguments: JSONObject, operation: String?) -> Observation {
        guard let patch = arguments["patch"]?.string else { return .missing("patch") }
        do {
            let applied = try workspace.apply(patch, operation: operation, limits: limits)
            let lines = applied.changedPaths.map { "changed \($0)" }
            return Observation(lines.joined(separator: "\n"), changedPaths: applied.changedPaths.map(\.text))
        } catch WorkspaceError.unfinishedPatch(let path, let reason) {
            return .failure(WorkspaceError.unfinishedPatch(path, reason: reason))
        } catch {
            return .failure("\(error); nothing was changed")
        }
    }
}
