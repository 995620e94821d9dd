/// The tools for work in a workspace.
public enum WorkspaceTools {
    /// `list_files`, `read_file`, `search_files`, `calculate`, `apply_patch`, and `run_tests` where tests can be run.
    ///
    /// - Parameter testRunner: runs tests; nil: the workspace offers none.
    public static func all(
        workspace: Workspace, limits: ToolLimits = ToolLimits(), testRunner: (any TestRunner)? = nil
    ) -> [any Tool] {
        var tools: [any Tool] = [
            ListFilesTool(workspace: workspace, limits: limits), ReadFileTool(workspace: workspace, limits: limits),
            SearchFilesTool(workspace: workspace, limits: limits), CalculateTool(),
            ApplyPatchTool(workspace: workspace, limits: limits),
        ]
        if let testRunner {
            tools.append(RunTestsTool(workspace: workspace, limits: limits, runner: testRunner))
        }
        return tools
    }
}
