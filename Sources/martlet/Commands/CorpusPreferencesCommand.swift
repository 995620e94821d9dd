import Agents
import ArgumentParser
import Corpus
import Foundation
import Foundations
import Tokenization

/// `martlet corpus preferences`: pairs of answers of an agent at work, to learn preferences from.
struct CorpusPreferencesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preferences",
        abstract: "Write pairs of turns of an agent at work, of which one is preferred.",
        usage: """
            martlet corpus preferences --count <n> --output <file.jsonl> [<options>]
            martlet corpus preferences --show <n> [<options>]
            """,
        discussion: """
            An expert works on made-up tasks with the agent's tools, as in 'martlet corpus tasks'. At one turn the \
            conversation could go on in two ways: what the expert does is preferred to what a bad habit would do. \
            Preferred are what a tool has shown over what is made up, a short answer over a rambling one, asking over \
            deleting at once, deleting over asking again, and going on over giving up.

            A line of the output is {"prompt": […], "chosen": […], "rejected": […], "tools": […]}, which 'martlet train \
            dpo' and 'martlet train reward' read. The same seed gives the same pairs, however many are worked on at a \
            time.

            EXAMPLES:
              martlet corpus preferences --show 5
              martlet corpus preferences --count 1000 --output pairs.jsonl
              martlet train dpo --model runs/agent --data pairs.jsonl --loss orpo \\
                --output runs/preferred
            """
    )

    @Option(help: ArgumentHelp("How many pairs.", valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("Another seed gives other pairs.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("A .jsonl file.", valueName: "path"), completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("Print this many pairs.", valueName: "n"))
    var show: Int?

    @Option(help: ArgumentHelp("How many tasks are worked on at a time.", valueName: "n"))
    var jobs: Int?

    @Flag(help: "Leave the definitions of the tools out of the lines.")
    var omitTools = false

    @Flag(help: "Replace the output file when it is there.")
    var force = false

    func validate() throws {
        switch (count, output, show) {
        case (nil, nil, let show?): if show < 1 { throw ValidationError("--show must be at least 1") }
        case (let count?, .some, nil): if count < 1 { throw ValidationError("--count must be at least 1") }
        default: throw ValidationError("give --count and --output, or --show alone")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    }

    func run() async throws {
        Interruption.watch()
        let preferences = TaskPreferences(seed: seed, split: .training)
        if let show {
            var index = 0
            try await preferences.make(show, jobs: 1) { pair in
                print((index == 0 ? "" : "\n") + text(pair))
                index += 1
            }
        } else if let count, let output {
            try await write(count, of: preferences, to: URL(filePath: output))
        }
    }

    private func text(_ pair: TaskPreference) -> String {
        var chosen = pair.prompt, rejected = Chat([])
        chosen.messages.append(pair.chosen)
        rejected.messages = [pair.rejected]
        return TaskText.text(chosen) + "\nrather than, by \(pair.habit.rawValue)\n" + TaskText.text(rejected)
    }

    private func write(_ count: Int, of preferences: TaskPreferences, to url: URL) async throws {
        if !force, FileManager.default.fileExists(atPath: url.path) { throw CorpusError.outputExists(path: url.path) }
        let line = StatusLine()
        defer { line.clear() }
        var bytes: [UInt8] = []
        var written = 0
        try await preferences.make(count, jobs: jobs ?? 2) { pair in
            bytes += pair.document(includesTools: !omitTools).serializedBytes() + [0x0A]
            written += 1
            guard written % 64 == 0 else { return }
            try Interruption.check()
            line.show("pair \(Figures.grouped(written)) of \(Figures.grouped(count))")
        }
        try bytes.withUnsafeBytes { try AtomicFile.write($0, to: url) }
        line.clear()
        print("\(url.relativePath): \(Figures.grouped(count)) pairs, \(Figures.megabytes(bytes.count))")
    }
}
