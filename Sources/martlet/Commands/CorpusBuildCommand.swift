import ArgumentParser
import Corpus
import Foundation
import Foundations
import Tokenization

/// `martlet corpus build`: files become token shards.
struct CorpusBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Turn files and folders into a corpus folder.",
        usage: "martlet corpus build <inputs> ... --tokenizer <path> --output <dir>\n       [<options>]",
        discussion: """
            Reads text (.txt, .md and the like), JSON Lines (.jsonl: a document a line) and source code. Folders are \
            read in the byte order of their paths; hidden files, node_modules, __pycache__ and DerivedData are passed \
            over. Long text files are cut into documents of at most --maximum-document-bytes, at blank lines where \
            possible. Exact duplicates are dropped. The held-out part is chosen by the hash of each document, so that \
            adding documents moves no other. Everything that is left out is counted, and listed by corpus inspect.

            The folder appears when it is complete; a build that fails or is stopped leaves nothing.

            EXAMPLES:
              martlet corpus build books/ --tokenizer my-tokenizer --output my-corpus
              martlet corpus build web.jsonl --text-field content \\
                --tokenizer my-tokenizer --output web-corpus
              martlet corpus build Sources Docs --held-out 0.1 --seed 7 \\
                --tokenizer my-tokenizer --output code --force
            """
    )

    @Argument(help: "Files and folders.", completion: .file())
    var inputs: [String]

    @Option(
        help: ArgumentHelp("A tokenizer.json or a folder with one.", valueName: "path"),
        completion: .file())
    var tokenizer: String

    @Option(help: ArgumentHelp("The corpus folder to create.", valueName: "dir"), completion: .directory)
    var output: String

    @Option(help: ArgumentHelp("The share of the documents that is held out; 0 for none.", valueName: "share"))
    var heldOut = 0.05

    @Option(help: ArgumentHelp("With another seed, other documents are held out.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("The member of a JSON Lines object that holds the text.", valueName: "name"))
    var textField = "text"

    @Option(
        help: ArgumentHelp(
            "What becomes of a text file that is not UTF-8: drop leaves it out, keep takes its bytes as they are.",
            valueName: "rule"))
    var encodingErrors = EncodingErrorRule.drop

    @Option(help: ArgumentHelp("Longer text files are cut into several documents.", valueName: "n"))
    var maximumDocumentBytes = DocumentReader.Options().maximumDocumentBytes

    @Option(help: ArgumentHelp("The most bytes a shard may have.", valueName: "n"))
    var shardBytes = CorpusBuilder.Configuration().shardByteLimit

    @Option(help: ArgumentHelp("Threads that encode; the result does not depend on it.", valueName: "n"))
    var threads: Int?

    @Flag(help: "Replace the output when it is a corpus.")
    var force = false

    @Flag(help: "Print the manifest as JSON.")
    var json = false

    func validate() throws {
        if inputs.isEmpty { throw ValidationError("name at least one file or folder") }
        guard heldOut >= 0, heldOut < 1 else { throw ValidationError("--held-out must be from 0 to below 1") }
        if maximumDocumentBytes < 1024 { throw ValidationError("--maximum-document-bytes must be at least 1024") }
        if shardBytes < 1024 { throw ValidationError("--shard-bytes must be at least 1024") }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    func run() throws {
        Interruption.watch()
        let tokenizer = try TokenizerFile.load(tokenizer)
        let clock = ContinuousClock()
        let begin = clock.now
        let line = StatusLine()
        defer { line.clear() }
        let builder = CorpusBuilder(configuration)
        let manifest = try builder.build(inputs: inputs, tokenizer: tokenizer, output: URL(filePath: output)) {
            try Interruption.check()
            line.show(Self.describe($0, seconds: (clock.now - begin) / .seconds(1)))
        }
        line.clear()
        if json {
            print(manifest.json.serialized())
        } else {
            let seconds = (clock.now - begin) / .seconds(1)
            let speed = Figures.megabytes(Int(Double(manifest.train.byteCount + manifest.heldOut.byteCount) / seconds))
            print("\(output): built in \(String(format: "%.2f", seconds)) s (\(speed)/s)")
            print(CorpusSummary(manifest).text(examples: 3))
        }
    }

    private var configuration: CorpusBuilder.Configuration {
        var configuration = CorpusBuilder.Configuration()
        configuration.heldOutShare = heldOut
        configuration.seed = seed
        configuration.reading.textField = textField
        configuration.reading.encodingErrors = encodingErrors
        configuration.reading.maximumDocumentBytes = maximumDocumentBytes
        configuration.shardByteLimit = shardBytes
        configuration.replacesOutput = force
        if let threads { configuration.threadCount = threads }
        return configuration
    }

    private static func describe(_ progress: CorpusProgress, seconds: Double) -> String {
        let share = progress.byteCount > 0 ? 100 * progress.bytesRead / progress.byteCount : 0
        return "\(share)%, file \(progress.filesRead) of \(progress.fileCount), "
            + "\(Figures.grouped(progress.documentCount)) documents, \(Figures.grouped(progress.tokenCount)) tokens, "
            + "\(String(format: "%.0f", seconds)) s"
    }
}
