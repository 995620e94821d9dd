import Agents
import Foundation
import Foundations
import LanguageModels
import Tokenization

/// What a step of an agent costs apart from the model: a script takes the turns.
struct AgentBenchmark {
    /// How a journal is kept.
    enum Journaling: String, CaseIterable {
        case memory = "loop alone"
        case unsynchronized = "loop and journal, left to the system"
        case synchronized = "loop and journal, on the disk (as it is)"
    }

    /// A figure.
    struct Measurement {
        let name: String
        /// The median, in microseconds.
        let microseconds: Double
    }

    /// Where runs are made and removed again.
    let folder: URL
    /// Turns of a run.
    let steps: Int
    /// Runs of each; the median counts.
    let rounds: Int

    /// The time of a step whose tool does nothing.
    func step(_ journaling: Journaling) async throws -> Measurement {
        var times: [Double] = []
        for round in 0..<rounds { times.append(try await time(journaling, round) / Double(steps) * 1e6) }
        return Measurement(name: journaling.rawValue, microseconds: Self.median(times))
    }

    private func time(_ journaling: Journaling, _ round: Int) async throws -> Double {
        // Each call differs, or the run would be stopped for going round in circles.
        let turns = (0..<steps).map { ScriptedTurn.call("nothing", ["n": .integer($0)]) } + [.answer("done")]
        let tool = NullTool()
        let start = AgentStart(
            id: "\(journaling)-\(round)", goal: "measure", model: "script",
            tools: [tool.definition, GiveUp.definition], workspace: folder.appending(path: "w").path,
            expectsTests: false, limits: AgentLimits(steps: steps + 1, outputTokens: .max, seconds: 3600))
        let agent = Agent(
            model: ScriptedAgentModel(turns), environment: ToolSet([tool]), policy: TierPolicy(allowing: .patch))
        let run: AgentRun
        switch journaling {
        case .memory: run = AgentRun(AgentState(start))
        case .unsynchronized, .synchronized:
            run = try RunStore(folder.appending(path: "runs"))
                .begin(start, synchronizes: journaling == .synchronized).go()
        }
        let begin = MonotonicClock.seconds()
        _ = try await agent.run(run)
        return MonotonicClock.seconds() - begin
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private struct NullTool: Tool {
        let tier = ToolTier.readOnly
        var definition: ToolDefinition {
            ToolDefinition(
                name: "nothing", description: "Does nothing.",
                parameters: ["type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"]])
        }
        func run(_ arguments: JSONObject) -> Observation { Observation("nothing") }
    }
}
