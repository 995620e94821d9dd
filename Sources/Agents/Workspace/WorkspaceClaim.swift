/// The right to be the only run in a workspace; it ends when the value goes.
public final class WorkspaceClaim: Sendable {
    private let workspace: Workspace

    init(_ workspace: Workspace) { self.workspace = workspace }

    deinit { workspace.unlock() }
}
