import Agents
import Foundations
import LanguageModels
import Synchronization
import Tokenization

/// Shorthands for runs in tests.
enum Runs {
    /// The beginning of a run with these tools.
    static func start(
        _ tools: [any Tool] = [], limits: AgentLimits = AgentLimits(), expectsTests: Bool = false,
        workspace: String = "/nowhere", id: String = "run-1"
    ) -> AgentStart {
        AgentStart(
            id: id, goal: "do it", model: "fake", tools: tools.map(\.definition) + [GiveUp.definition],
            workspace: workspace, expectsTests: expectsTests, limits: limits)
    }

    /// A check of arguments that knows objects of required strings.
    static let misfit: @Sendable (JSONObject, ToolDefinition) -> String? = { arguments, definition in
        for name in definition.parameters["required"]?.array ?? [] where arguments[name.string ?? ""]?.string == nil {
            return "'\(name.string ?? "")' is missing"
        }
        return nil
    }

    /// An agent with these tools.
    static func agent(
        _ model: any LanguageModel, _ tools: [any Tool], policy: any Policy = TierPolicy(allowing: .patch),
        now: @escaping @Sendable () -> Double = { 0 }
    ) -> Agent {
        Agent(model: model, environment: ToolSet(tools), policy: policy, misfit: misfit, now: now)
    }

    /// Lets a script run to its end, in memory.
    static func play(
        _ turns: [ScriptedTurn], _ tools: [any Tool], limits: AgentLimits = AgentLimits(), expectsTests: Bool = false,
        policy: any Policy = TierPolicy(allowing: .patch), now: @escaping @Sendable () -> Double = { 0 }
    ) async throws -> AgentState {
        let run = AgentRun(AgentState(start(tools, limits: limits, expectsTests: expectsTests)))
        _ = try await agent(ScriptedAgentModel(turns), tools, policy: policy, now: now).run(run)
        return run.state
    }

    /// A step that ran a tool.
    static func step(
        _ number: Int, _ tool: String, _ argument: String = "", _ text: String = "fine", isError: Bool = false,
        exitStatus: Int32? = nil, changed: [String] = [], nudge: String? = nil
    ) -> AgentStep {
        AgentStep(
            number: number,
            turn: AgentTurn(
                message: .assistant(calling: ToolCall(name: tool, arguments: ["path": .string(argument)]))),
            observation: Observation(text, isError: isError, exitStatus: exitStatus, changedPaths: changed),
            nudge: nudge)
    }

    /// A step that was a text.
    static func talk(_ number: Int, _ text: String) -> AgentStep {
        AgentStep(
            number: number, turn: AgentTurn(message: .assistant(text)), wasRun: false,
            observation: Observation("error: no", isError: true))
    }
}
