import ArgumentParser
import Evaluation
import Foundation

/// `martlet eval suite`: a model is measured by several tasks, one after another.
struct EvalSuiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suite",
        abstract: "Measure a model by the tasks that a YAML file lists.",
        usage: "martlet eval suite <suite> <model> [<options>]",
        discussion: """
            The file is a list of tasks. Each has a kind (blimp, multiple-choice, bits-per-byte, gsm8k, ifeval) and data: a \
            file, a folder or a list of them, relative to the suite's file. Further settings: name, limit; shots and \
            shots_from (multiple-choice, gsm8k); max_tokens and plain (gsm8k, ifeval); window and overlap \
            (bits-per-byte).

              - kind: blimp
                data: blimp
                limit: 100
              - kind: gsm8k
                data: gsm8k-test.jsonl
                shots: 3

            The model is loaded once, after all data have been read. A task that fails is named, the others are measured, \
            and the status is 1.

            EXAMPLES:
              martlet eval suite suite.yaml runs/first
              martlet eval suite suite.yaml runs/first --adapter runs/adapted --json
              martlet eval suite suite.yaml model-Q4_K.gguf --output results
            """
    )

    @Argument(help: "A YAML file with a list of tasks.", completion: .file(extensions: ["yaml"]))
    var suite: String

    @OptionGroup var source: ModelOption

    @OptionGroup var options: SuiteOptions

    func run() async throws {
        Interruption.watch()
        let run = try SuiteRun(EvaluationSuite(yaml: URL(filePath: suite)), options: options)
        let progress = SuiteProgress()
        let model = try LocalEvaluatedModel(
            directory: URL(filePath: source.model), adapter: source.adapter.map { URL(filePath: $0) },
            name: source.model,
            device: source.device(), precision: source.chosenPrecision, batch: options.batch,
            betweenPasses: progress.tick)
        try run.show(try await run.results(on: model, progress), suite: suite, source: source)
    }
}
