import ArgumentParser
import Corpus
import Evaluation
import Foundation
import Foundations

/// `martlet eval bits-per-byte`: how well a model foresees whole texts.
struct EvalBitsPerByteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bits-per-byte",
        abstract: "Measure how well a model foresees whole texts, whatever its vocabulary.",
        usage: "martlet eval bits-per-byte <model> --data <path> ... [<options>]",
        discussion: """
            Every token of every text is scored once. A text that is longer than --window tokens is cut into windows; \
            each begins with the last --overlap tokens of the one before, which are context and not scored again: more \
            of them cost time and lower the figure. Bytes are those of the raw text, so that models with different \
            vocabularies may be compared. A sample is a file, or a line of a file of JSON Lines.

            EXAMPLES:
              martlet eval bits-per-byte runs/first --data held-out.txt
              martlet eval bits-per-byte model-Q4_K.gguf --data books --overlap 256
            """
    )

    @OptionGroup var source: ModelOption

    @Option(parsing: .upToNextOption, help: "Files and folders.", completion: .file())
    var data: [String]

    @Option(help: ArgumentHelp("Tokens in a window; by default the model's context.", valueName: "n"))
    var window: Int?

    @Option(help: ArgumentHelp("Tokens of context that a window takes from the one before.", valueName: "n"))
    var overlap = 1

    @OptionGroup var options: EvaluationOption

    func validate() throws {
        if data.isEmpty { throw ValidationError("--data needs at least one file or folder") }
        if overlap < 1 { throw ValidationError("--overlap must be at least 1") }
        if let window, window <= overlap { throw ValidationError("--window must be more than --overlap") }
    }

    func run() async throws {
        let documents = try TextDocuments(data)
        var files: [[TextSample]] = []
        for file in documents.files {
            var samples: [TextSample] = []
            try documents.forEach(in: file) { samples.append(TextSample(origin: file.path, bytes: $0)) }
            files.append(samples.filter { !$0.bytes.isEmpty })
        }
        let run = EvaluationRun(
            options: options, model: source.model, adapter: source.adapter, data: data.joined(separator: " "),
            settings: ["window": window.map { .integer($0) } ?? .null, "overlap": .integer(overlap)])
        try await run("bits-per-byte", files: files) {
            (RollingTask(window: window, overlap: overlap), try options.model(source, progress: $0))
        }
    }
}
