/// Runs tests of a workspace.
public protocol TestRunner: Sendable {
    /// Runs the test file at `path`, which has been checked to be a regular file of the workspace.
    ///
    /// - Throws: nothing but `CancellationError`: what goes wrong is an observation.
    func run(_ path: WorkspacePath, in workspace: Workspace, limits: ToolLimits) async throws -> Observation
}
