import Agents
import ArgumentParser
import Foundation
import Foundations
import LanguageModels
import Tensors

/// `martlet eval agent`: how many tasks an agent solves that it has never seen.
struct EvalAgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Give held-out tasks to an agent, and count what it solves.",
        usage: "martlet eval agent --model <model> [<options>]",
        discussion: """
            Each task is real work in a temporary workspace, with the same loop and tools as 'martlet agent run'; a \
            checker looks at the answer, the files and the steps, not at wording. No word, name, file name or number of \
            three digits and more appears in what 'martlet corpus tasks' writes. With --phrasings unseen, goals are \
            worded as nowhere in it.

            Tasks that cannot be done count as solved where the run ends in a report and nothing is invented.

            Tests are run in a sandbox, since the model may write anything into files; where the machine has none, they \
            are refused unless --allow-unsandboxed is given.

            EXAMPLES:
              martlet eval agent --model runs/agent
              martlet eval agent --model runs/agent --phrasings unseen --tasks 400 --seed 3
              martlet eval agent --model runs/agent --kinds compute readValue \\
                --keep-failures failures
            """
    )

    @Option(help: "A model directory, or the folder of a finished run.", completion: .directory)
    var model: String

    @Option(
        help: ArgumentHelp("An adapter to lay over the model, or the run that trained it.", valueName: "dir"),
        completion: .directory)
    var adapter: String?

    @Option(name: .customLong("tasks"), help: ArgumentHelp("How many tasks.", valueName: "n"))
    var count = 200

    @OptionGroup var tasks: TaskArguments

    @Option(help: ArgumentHelp("The most turns of a task.", valueName: "n"))
    var maxSteps = 12

    @Option(help: ArgumentHelp("fp32, or bf16 for the operands of products.", valueName: "type"))
    var precision: Precision = .float32

    @Option(
        help: ArgumentHelp(
            "Write each task that was not solved, with its conversation, into a new folder.", valueName: "dir"),
        completion: .directory)
    var keepFailures: String?

    @Flag(help: "Run tests where the machine has no sandbox for them.")
    var allowUnsandboxed = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        if count < 1 { throw ValidationError("--tasks must be at least 1") }
        if maxSteps < 1 { throw ValidationError("--max-steps must be at least 1") }
    }

    func run() async throws {
        Interruption.watch()
        let failures = try keepFailures.map { try FailedTasks(folder: URL(filePath: $0)) }
        let evaluation = AgentEvaluation(
            model: URL(filePath: model), adapter: adapter.map { URL(filePath: $0) },
            jobs: min(count, tasks.jobs ?? ProcessInfo.processInfo.activeProcessorCount), precision: precision,
            limits: AgentLimits(steps: maxSteps, outputTokens: 4096, seconds: 120),
            allowsUnsandboxedTests: allowUnsandboxed)
        let report = try await evaluation.run(tasks.generator(.heldOut), count: count) { [count] result in
            try Interruption.check("\(result.index) of \(count) tasks were done")
            try failures?.keep(result)
        }
        if json {
            print(document(report).serialized())
        } else {
            print(TaskTable.text(report))
            if let keepFailures, report.total.solved < count { print("failures: \(keepFailures)") }
        }
    }

    private func document(_ report: TaskReport) -> JSONValue {
        var document: JSONObject = [
            "model": .string(model), "tasks": .integer(count), "seed": .integer(Int(clamping: tasks.seed)),
            "phrasings": .string(tasks.phrasings.rawValue),
        ]
        document["adapter"] = adapter.map { .string($0) }
        document.members += report.document.object?.members ?? []
        return .object(document)
    }
}
