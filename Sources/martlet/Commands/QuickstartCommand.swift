import ArgumentParser
import Foundation
import Foundations

/// `martlet quickstart`: from raw text to a model that writes, on this machine.
struct QuickstartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quickstart",
        abstract: "Live the life of a small model: text, tokenizer, training, samples, report.",
        usage: "martlet quickstart [<options>]",
        discussion: """
            Gathers text (this project's own documentation and sources where it is run in the project's folder, the \
            folder that --text names, and generated stories until there is enough), trains a tokenizer on it, turns \
            it into a corpus with a held-out part, trains a transformer from nothing for --minutes, and lets it \
            write. Everything ends up in --output; the table of stages is also written there as quickstart.json.

            EXAMPLES:
              martlet quickstart
              martlet quickstart --minutes 1 --depth 3
              martlet quickstart --text ~/books --minutes 20 --depth 6
            """
    )

    @Option(help: ArgumentHelp("A file or folder of text to learn from.", valueName: "path"), completion: .file())
    var text: [String] = []

    @Option(help: ArgumentHelp("Minutes of training.", valueName: "n"))
    var minutes = 5.0

    @Option(help: ArgumentHelp("The dial that sizes the model: layers, width and all that follows.", valueName: "n"))
    var depth = 4

    @Option(help: ArgumentHelp("Tokens in the vocabulary.", valueName: "n"))
    var vocabSize = 4096

    @Option(help: ArgumentHelp("Megabytes of text that stories fill up to.", valueName: "n"))
    var megabytes = 12.0

    @Option(help: ArgumentHelp("Another seed gives other stories, other weights and other samples.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Threads; by default one for each processor.", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("The folder for everything; an earlier quickstart's is replaced.", valueName: "dir"))
    var output = "quickstart"

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
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    func run() throws {
        Interruption.watch()
        let folder = QuickstartFolder(url: URL(filePath: output).standardizedFileURL)
        let quickstart = Quickstart(
            texts: text, minutes: minutes, depth: depth, vocabularySize: vocabSize, bytesWanted: Int(megabytes * 1e6),
            seed: seed, threads: threads, folder: folder)
        let report = try quickstart.run()
        print(json ? report.json.serialized() : report.text, terminator: "\n")
        if report.wasInterrupted { throw ExitCode(Interruption.exitStatus) }
    }
}
