import Agents
import Foundation
import Foundations
import LanguageModels
import Tokenization

/// Begins or resumes a run in a folder, and kills itself at the given moment: for tests of resuming.
///
/// `AgentCrash FOLDER MOMENT` works in `FOLDER/workspace` with the script `FOLDER/script.jsonl` and the journal
/// `FOLDER/runs/run`. Moments are counted from 1; at 0 it works to the end and prints how many there were.
@main
enum AgentCrash {
    static func main() async throws {
        let folder = URL(filePath: CommandLine.arguments[1])
        let moments = Moments(last: Int(CommandLine.arguments[2]) ?? 0)
        let workspace = try Workspace(
            opening: folder.appending(path: "workspace"), durability: .process, opensByParts: false,
            faults: { _ in moments.pass() })
        let tools = WorkspaceTools.all(workspace: workspace, testRunner: SandboxedTestRunner())
        let environment = Stage(real: try WorkspaceEnvironment(workspace, tools: tools), moments: moments)
        let store = RunStore(folder.appending(path: "runs"), faults: { _ in moments.pass() })
        let model = try ScriptedAgentModel(contentsOf: folder.appending(path: "script.jsonl"))
        let held: HeldRun
        do {
            held = try store.resume("run", synchronizes: false)
        } catch JournalError.noRun, JournalError.neverBegan {
            try? FileManager.default.removeItem(at: store.folder(of: "run"))
            held = try store.begin(
                AgentStart(
                    id: "run", goal: "go", model: model.name, tools: tools.map(\.definition) + [GiveUp.definition],
                    workspace: workspace.url.path, expectsTests: true),
                synchronizes: false)
        }
        let agent = Agent(model: model, environment: environment, policy: TierPolicy(allowing: .patch))
        _ = try await agent.run(try held.go())
        print(moments.count)
    }
}
