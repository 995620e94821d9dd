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
            tool by itself. The median counts; how fast the disk is depends on the folder.

            EXAMPLES:
              martlet bench agent
              martlet bench agent --folder /var/tmp --rounds 50 --json
            """
    )

    @Option(help: ArgumentHelp("Steps of a run.", valueName: "n"))
    var steps = 24

    @Option(help: ArgumentHelp("Runs or calls of each.", valueName: "n"))
    var rounds = 21

    @Option(help: ArgumentHelp("Files of the workspace.", valueName: "n"))
    var files = 20

    @Option(help: ArgumentHelp("Where to work; by default the system's temporary folder.", valueName: "folder"))
    var folder: String?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        if steps < 1 || rounds < 1 { throw ValidationError("--steps and --rounds must be at least 1") }
        if files < 8 { throw ValidationError("--files must be at least 8") }
    }

    func run() async throws {
        let parent = folder.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        let place = parent.appending(path: "martlet-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try Folder.create(place)
        defer { try? FileManager.default.removeItem(at: place) }
        let benchmark = AgentBenchmark(folder: place, steps: steps, rounds: rounds)
        let tools = try await benchmark.tools(files: files)
        var steps: [AgentBenchmark.Measurement] = []
        for journaling in AgentBenchmark.Journaling.allCases { steps.append(try await benchmark.step(journaling)) }
        if json {
            let object: JSONObject = ["step_microseconds": Self.json(steps), "tool_microseconds": Self.json(tools)]
            print(JSONValue.object(object).serialized())
            return
        }
        print("a step of a run of \(self.steps), apart from model and tool")
        for measurement in steps { Self.show(measurement) }
        print("a call of a tool, in a workspace of \(files) files")
        for measurement in tools { Self.show(measurement) }
    }

    private static func show(_ measurement: AgentBenchmark.Measurement) {
        let figure = String(format: "%.1f", measurement.microseconds).leftPadded(to: 10)
        print("  \(measurement.name.padded(to: 42))\(figure) µs")
    }

    private static func json(_ measurements: [AgentBenchmark.Measurement]) -> JSONValue {
        .object(
            JSONObject(
                members: measurements.map {
                    .init(key: $0.name, value: .number(($0.microseconds * 10).rounded() / 10))
                }))
    }
}
