import Agents
import Tokenization

/// A workspace in which the process can be killed before and after each action.
struct Stage: AgentEnvironment {
    let real: WorkspaceEnvironment
    let moments: Moments

    var tools: [any Tool] { real.tools }

    func verify() throws { try real.verify() }

    func fingerprint(of call: ToolCall) -> String { real.fingerprint(of: call) }

    func run(_ call: ToolCall, operation: String) async throws -> Observation {
        moments.pass()
        let observation = try await real.run(call, operation: operation)
        moments.pass()
        return observation
    }

    func bringToEnd(_ call: ToolCall, operation: String) async throws -> Observation {
        moments.pass()
        let observation = try await real.bringToEnd(call, operation: operation)
        moments.pass()
        return observation
    }
}
