import Agents
import ArgumentParser
import Foundation
import Foundations

/// `martlet bench agent`: what an agent's steps cost apart from its model.
struct BenchAgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Measure what an agent's steps cost apart from the model.",
        usage: "martlet bench agent [<options>]",
        discussion: """
            A script takes the turns of the model. First whole runs with a tool that does nothing: the loop alone, \
            with a journal, and with a journal that is brought to the disk before and after each action. Then each \
            tool by itself, run_tests in each sandbox that works here. How fast the disk is depends on the folder.

            EXAMPLES:
              martlet bench agent
              martlet bench agent --folder /var/tmp --rounds 50 --json
            """
    )

    @Option(help: ArgumentHelp("Steps of a run.", valueName: "n"))
    var steps = 24

    @Option(help: ArgumentHelp("Runs of each; ten times as many calls of a tool.", valueName: "n"))
    var rounds = 21

    @Option(help: ArgumentHelp("Files of the workspace.", valueName: "n"))
    var files = 20

    @Option(help: ArgumentHelp("Where to work; by default the system's temporary folder.", valueName: "folder"))
    var folder: String?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        if steps < 1 || rounds < 1 { throw ValidationError("--steps and --rounds must be at least 1") }
        if files < 4 { throw ValidationError("--files must be at least 4") }
    }

    func run() async throws {
        let parent = folder.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        let place = parent.appending(path: "martlet-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try Folder.create(place)
        defer { try? FileManager.default.removeItem(at: place) }
        let benchmark = AgentBenchmark(folder: place, steps: steps, rounds: rounds)
        var measurements: [AgentBenchmark.Measurement] = []
        for journaling in AgentBenchmark.Journaling.allCases {
            measurements.append(try await benchmark.step(journaling))
        }
        let tools = try await ToolTiming.measure(in: place, fileCount: files, calls: rounds * 10)
        if json {
            print(document(measurements, tools).serialized())
            return
        }
        print("a step of a run of \(steps), apart from model and tool: median of \(rounds) runs")
        for measurement in measurements { Self.show(measurement.name, measurement.microseconds) }
        print("a call of a tool, in a workspace of \(files) files: median, and what 95 of 100 calls stay below")
        for tool in tools { Self.show(tool.name, tool.median, tool.slow) }
    }

    private func document(_ steps: [AgentBenchmark.Measurement], _ tools: [ToolTiming]) -> JSONValue {
        func number(_ value: Double) -> JSONValue { .number((value * 10).rounded() / 10) }
        let stepFigures = steps.map { JSONObject.Member(key: $0.name, value: number($0.microseconds)) }
        let toolFigures = tools.map { tool in
            JSONObject.Member(key: tool.name, value: ["median": number(tool.median), "p95": number(tool.slow)])
        }
        return [
            "step_microseconds": .object(JSONObject(members: stepFigures)),
            "tool_microseconds": .object(JSONObject(members: toolFigures)),
        ]
    }

    private static func show(_ name: String, _ microseconds: Double...) {
        let figures = microseconds.map { String(format: "%.1f", $0).leftPadded(to: 10) + " µs" }
        print("  " + name.padded(to: 42) + figures.joined())
    }
}
