import Agents
import Foundation
import Tokenization

/// The workspace of a run, claimed, with its tools.
struct AgentPlace {
    let environment: WorkspaceEnvironment
    let path: String
    let expectsTests: Bool

    /// Claims a folder.
    ///
    /// - Throws: `WorkspaceError`.
    init(_ path: String, commands: [TestCommand]) throws {
        let workspace = try Workspace(opening: URL(filePath: path))
        self.path = URL(filePath: path).standardizedFileURL.path
        environment = try WorkspaceEnvironment(
            workspace,
            tools: WorkspaceTools.all(workspace: workspace, testRunner: SandboxedTestRunner(commands: commands)))
        expectsTests = try WorkspaceTests.areThere(in: workspace, commands: commands)
    }

    /// What the model is told of.
    var definitions: [ToolDefinition] { environment.tools.map(\.definition) + [GiveUp.definition] }
}
