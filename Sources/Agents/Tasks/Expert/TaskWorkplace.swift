import Foundation
package import Tokenization

/// A folder for one task after another, and the agent's tools at work in it.
public final class TaskWorkplace: Sendable {
    /// The folder.
    package let folder: TaskFolder
    /// The tools, without `give_up`.
    let tools: [any Tool]
    /// What a model is told of: the tools and `give_up`.
    package let definitions: [ToolDefinition]

    /// A place of its own.
    ///
    /// - Parameter allowsUnsandboxedTests: whether tests are run where the machine has no sandbox for them.
    /// - Throws: errors of files.
    public init(allowsUnsandboxedTests: Bool = false) throws {
        folder = try TaskFolder()
        // Nothing here outlives the process, so nothing need reach a disk.
        let workspace = try Workspace(opening: folder.url, durability: .process)
        tools = WorkspaceTools.all(
            workspace: workspace, testRunner: SandboxedTestRunner(allowsUnsandboxed: allowsUnsandboxedTests))
        definitions = tools.map(\.definition) + [GiveUp.definition]
    }

    /// Makes the files of a task the only ones.
    package func lay(out task: AgentTask) throws { try folder.fill(with: task.files) }
}
