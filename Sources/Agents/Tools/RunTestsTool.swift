public import Foundations
public import Tokenization

/// `run_tests`: runs a test file of the workspace.
public struct RunTestsTool: Tool {
    private let workspace: Workspace
    private let limits: ToolLimits
    private let runner: any TestRunner

    /// A tool that lets `runner` run the tests of `workspace`.
    public init(workspace: Workspace, limits: ToolLimits = ToolLimits(), runner: any TestRunner) {
        self.workspace = workspace
        self.limits = limits
        self.runner = runner
    }

    public var definition: ToolDefinition {
        ToolSchema.definition(
            "run_tests", "Run a test file of the workspace; it passes when its exit status is 0.",
            required: [("path", "The test file's path.")])
    }

    public var tier: ToolTier { .patch }

    public func run(_ arguments: JSONObject) async throws -> Observation {
        guard let written = arguments["path"]?.string else { return .missing("path") }
        let path: WorkspacePath
        do {
            path = try WorkspacePath(written)
            _ = try workspace.regularFile(path)
        } catch {
            return .failure(error)
        }
        return try await runner.run(path, in: workspace, limits: limits)
    }
}
