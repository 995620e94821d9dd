import Agents
import ArgumentParser
import Corpus
import Foundation
import Foundations

/// `martlet corpus tasks`: transcripts of real work, to train an agent on.
struct CorpusTasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "Write transcripts of an expert at work on tasks made up from a seed.",
        usage: """
            martlet corpus tasks --count <n> --output <file.jsonl> [<options>]
            martlet corpus tasks --show <n> [<options>]
            """,
        discussion: """
            A task is a goal in words and a workspace: find the file that mentions a word, read a value, compute, change \
            a call and run its test, rename in two files, and tasks that cannot be done. The expert solves each with \
            the agent's own tools in a temporary workspace, so observations are what those tools say. The same seed \
            gives the same transcripts, however many are worked on at a time.

            A line of the output is one conversation in the shape of OpenAI's chat API: {"messages": […], "tools": […]}.

            Words and numbers are those of the training set; 'martlet eval agent' measures with those of the other set, \
            none of which appears here.

            With --bad-habits 0.6, experts ramble, make up what they have not found and delete without asking in that \
            share of the tasks with room for it, as people do in conversations that models learn from; 'martlet corpus \
            preferences' has pairs to unlearn it.

            EXAMPLES:
              martlet corpus tasks --show 3
              martlet corpus tasks --count 15000 --seed 1 --output tasks.jsonl
            """
    )

    @Option(help: ArgumentHelp("How many transcripts.", valueName: "n"))
    var count: Int?

    @OptionGroup var tasks: TaskArguments

    @Option(help: ArgumentHelp("A .jsonl file.", valueName: "path"), completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("Print this many tasks, with their files and transcripts.", valueName: "n"))
    var show: Int?

    @Option(help: ArgumentHelp("The share of tasks in which an expert shows a bad habit.", valueName: "share"))
    var badHabits = 0.0

    @Flag(help: "Leave the definitions of the tools out of the lines.")
    var omitTools = false

    @Flag(help: "Replace the output file when it is there.")
    var force = false

    @Flag(help: "Print what was written as JSON.")
    var json = false

    func validate() throws {
        switch (count, output, show) {
        case (nil, nil, let show?):
            if show < 1 { throw ValidationError("--show must be at least 1") }
            if json { throw ValidationError("--json tells about a file: give --count and --output") }
        case (let count?, .some, nil):
            if count < 1 { throw ValidationError("--count must be at least 1") }
        default: throw ValidationError("give --count and --output, or --show alone")
        }
        guard (0...1).contains(badHabits) else { throw ValidationError("--bad-habits must be from 0 to 1") }
        if tasks.phrasings == .unseen, output != nil {
            throw ValidationError("--phrasings unseen: these wordings are there to be never trained; --show shows them")
        }
    }

    func run() async throws {
        Interruption.watch()
        let corpus = TaskCorpus(
            tasks.generator(.training), habits: ExpertHabits(share: badHabits, seed: tasks.seed))
        if let show {
            var index = 0
            try await corpus.make(show, jobs: 1) { task, chat in
                print((index == 0 ? "" : "\n") + TaskText.text(task) + "\n" + TaskText.text(chat))
                index += 1
            }
        } else if let count, let output {
            try await write(count, of: corpus, to: URL(filePath: output))
        }
    }

    private func write(_ count: Int, of corpus: TaskCorpus, to url: URL) async throws {
        if !force, FileManager.default.fileExists(atPath: url.path) {
            throw CorpusError.outputExists(path: url.path)
        }
        let line = StatusLine()
        defer { line.clear() }
        let clock = ContinuousClock()
        let begin = clock.now
        var bytes: [UInt8] = []
        var written = 0
        try await corpus.make(count, jobs: tasks.jobs ?? 2) { _, chat in
            bytes += TaskTranscript.document(chat, includesTools: !omitTools).serializedBytes() + [0x0A]
            written += 1
            guard written % 64 == 0 else { return }
            try Interruption.check()
            line.show("transcript \(Figures.grouped(written)) of \(Figures.grouped(count))")
        }
        try bytes.withUnsafeBytes { bytes in try AtomicFile.write(bytes, to: url) }
        line.clear()
        let seconds = (clock.now - begin) / .seconds(1)
        if json {
            let document: JSONValue = [
                "output": .string(url.relativePath), "transcripts": .integer(count), "bytes": .integer(bytes.count),
                "seconds": .number(seconds),
            ]
            print(document.serialized())
        } else {
            print(
                "\(url.relativePath): \(Figures.grouped(count)) transcripts, \(Figures.megabytes(bytes.count)), in "
                    + "\(String(format: "%.1f", seconds)) s")
        }
    }
}
