import ArgumentParser
import Evaluation
import Foundation

/// `martlet eval blimp`: whether a model holds right sentences more probable than wrong ones.
struct EvalBLiMPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blimp",
        abstract: "Measure a model's grammar by pairs of sentences.",
        usage: "martlet eval blimp <model> --data <path> [<options>]",
        discussion: """
            Each pair differs in one point of grammar; it counts where the right sentence is the more probable one. \
            Data are lines of JSON with sentence_good, sentence_bad and UID, in a file or in the .jsonl files of a \
            folder, as BLiMP has them. The total is the mean of the phenomena.

            EXAMPLES:
              martlet eval blimp runs/first --data blimp
              martlet eval blimp runs/first --data blimp --limit 100 --output results
              martlet eval blimp model-Q4_K.gguf --data blimp/passive_1.jsonl --json
            """
    )

    @OptionGroup var source: ModelOption

    @Option(help: ArgumentHelp("A file of pairs, or a folder of files.", valueName: "path"), completion: .file())
    var data: String

    @OptionGroup var options: EvaluationOption

    func run() async throws {
        let files = try MinimalPair.read(URL(filePath: data))
        try await EvaluationRun(options: options, model: source.model, adapter: source.adapter, data: data)(
            "blimp", files: files
        ) {
            (MinimalPairsTask(), try options.model(source, progress: $0))
        }
    }
}
