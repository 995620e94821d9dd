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

    /// Where runs and workspaces are made and removed again.
    let folder: URL
    /// Turns of a run.
    let steps: Int
    /// Runs or calls of each; the median counts.
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

    /// The time of a call of each tool, in a workspace of `files` small files.
    func tools(files: Int) async throws -> [Measurement] {
        let place = folder.appending(path: "w")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for number in 0..<files {
            let text = (0..<40).map { "line \($0) of file \(number)\n" }.joined()
            try AtomicFile.write(text, to: place.appending(path: "file\(number).txt"))
        }
        try AtomicFile.write("exit 0\n", to: place.appending(path: "test.sh"))
        let workspace = try Workspace(opening: place)
        let environment = try WorkspaceEnvironment(
            workspace, tools: WorkspaceTools.all(workspace: workspace, testRunner: SandboxedTestRunner()))
        let calls: [(String, (Int) -> JSONObject)] = [
            ("list_files", { _ in [:] }), ("read_file", { _ in ["path": "file0.txt"] }),
            ("search_files", { _ in ["query": "line 39 of file 7"] }),
            ("calculate", { ["expression": .string("(17 + \($0)) * 23 - 5")] }),
            ("apply_patch", { ["patch": .string(Self.patch($0))] }), ("run_tests", { _ in ["path": "test.sh"] }),
        ]
        var measurements: [Measurement] = []
        for (tool, arguments) in calls {
            var times: [Double] = []
            for round in 0..<rounds {
                let call = ToolCall(name: tool, arguments: arguments(round))
                let begin = MonotonicClock.seconds()
                let observation = try await environment.run(call, operation: "\(tool)-\(round)")
                times.append((MonotonicClock.seconds() - begin) * 1e6)
                guard !observation.isError else { throw CommandFailure("\(tool): \(observation.text)") }
            }
            measurements.append(Measurement(name: tool, microseconds: Self.median(times)))
        }
        try environment.end()
        return measurements
    }

    /// Changes a line to and fro.
    private static func patch(_ round: Int) -> String {
        let lines = ["line 20 of file 1", "line twenty of file 1"]
        let (old, new) = round.isMultiple(of: 2) ? (lines[0], lines[1]) : (lines[1], lines[0])
        return """
            *** Begin Patch
            *** Update File: file1.txt
            @@
             line 19 of file 1
            -\(old)
            +\(new)
             line 21 of file 1
            *** End Patch
            """
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
