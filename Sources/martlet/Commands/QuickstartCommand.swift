import ArgumentParser
import Foundation
import Foundations

/// `martlet quickstart`: from raw text to an agent that works, on this machine.
struct QuickstartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quickstart",
        abstract: "Live the life of a small model: text, base model, assistant, agent, report.",
        usage: "martlet quickstart [<options>]",
        discussion: """
            Gathers text (this project's own documentation where it is run in the project's folder, the folder that \
            --text names, and generated stories until there is enough), lets an expert solve made-up tasks with the \
            agent's tools, trains a tokenizer on both, and a transformer from nothing on the text. Fine-tuning then \
            teaches it first to copy what it reads, and then to work: to find, read, compute, patch and test, and to \
            say so where a task cannot be done. The experts have bad habits: they ramble, make up what they have not found, \
            and delete without asking. Pairs of answers then teach the model to prefer the better ones (ORPO), and at \
            last it practises on tasks that nobody has shown it, and learns from what it solves (GRPO). Tasks that it \
            has never seen, in words and numbers of their own, measure what each stage has changed.

            --minutes is the time of training in all: 15% for the base model, 6% for the lessons in copying, 54% for \
            the tasks, 7% for the preferences, 18% for the practice. Everything ends up in --output; the figures are \
            also written there as quickstart.json.

            EXAMPLES:
              martlet quickstart
              martlet quickstart --minutes 1 --depth 3
              martlet quickstart --text ~/books --minutes 20 --depth 6
            """
    )

    @Option(help: ArgumentHelp("A file or folder of text to learn from.", valueName: "path"), completion: .file())
    var text: [String] = []

    @Option(help: ArgumentHelp("Minutes of training.", valueName: "n"))
    var minutes = 9.6

    @Option(help: ArgumentHelp("The dial that sizes the model: layers, width and all that follows.", valueName: "n"))
    var depth = 4

    @Option(help: ArgumentHelp("Tokens in the vocabulary.", valueName: "n"))
    var vocabSize = 1024

    @Option(help: ArgumentHelp("Megabytes of text that stories fill up to.", valueName: "n"))
    var megabytes = 4.0

    @Option(help: ArgumentHelp("Held-out tasks that the agent is given, in each wording.", valueName: "n"))
    var tasks = 220

    @Option(help: ArgumentHelp("Another seed gives other stories, other weights and other samples.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Threads; by default one for each processor.", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("The folder for everything; an earlier quickstart's is replaced.", valueName: "dir"))
    var output = "quickstart"

    @Flag(help: "Run tests of tasks where the machine has no sandbox for them.")
    var allowUnsandboxed = false

    @Flag(help: "Print quickstart.json instead of the table; progress goes to standard error in any case.")
    var json = false

    func validate() throws {
        guard minutes > 0, minutes <= 100_000 else {
            throw ValidationError("--minutes must be above 0, at most 100000")
        }
        guard (1...64).contains(depth) else { throw ValidationError("--depth must be from 1 to 64") }
        guard (300...1 << 20).contains(vocabSize) else {
            throw ValidationError("--vocab-size must be from 300 to 1048576")
        }
        guard (0.05...100_000).contains(megabytes) else {
            throw ValidationError("--megabytes must be from 0.05 to 100000")
        }
        if tasks < 1 { throw ValidationError("--tasks must be at least 1") }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    func run() async throws {
        Interruption.watch()
        let folder = QuickstartFolder(url: URL(filePath: output).standardizedFileURL)
        let quickstart = Quickstart(
            texts: text, minutes: minutes, depth: depth, vocabularySize: vocabSize, bytesWanted: Int(megabytes * 1e6),
            taskCount: tasks, seed: seed, threads: threads, allowsUnsandboxedTests: allowUnsandboxed, folder: folder)
        let report = try await quickstart.run()
        print(json ? report.json.serialized() : report.text, terminator: "\n")
        if report.wasInterrupted { throw ExitCode(Interruption.exitStatus) }
    }
}
