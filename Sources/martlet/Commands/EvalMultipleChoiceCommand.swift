import ArgumentParser
import Evaluation
import Foundation

/// `martlet eval multiple-choice`: how often a model holds the right answer the most probable one.
struct EvalMultipleChoiceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "multiple-choice",
        abstract: "Measure a model by questions with given answers.",
        usage: "martlet eval multiple-choice <model> --data <path> [<options>]",
        discussion: """
            Data are lines of JSON with question or context, choices and answer: an index from 0, a letter, or the \
            text of a choice; group names a part that gets scores of its own. A question is asked as \
            "Question: ... Answer:", a context is continued as it is. The answer is the choice with the highest \
            log-likelihood, or, by bytes, the highest for each of its bytes.

            EXAMPLES:
              martlet eval multiple-choice runs/first --data questions.jsonl
              martlet eval multiple-choice model-Q4_K.gguf --data questions.jsonl --json
            """
    )

    @OptionGroup var source: ModelOption

    @Option(help: ArgumentHelp("A file of questions, or a folder of files.", valueName: "path"), completion: .file())
    var data: String

    @OptionGroup var options: EvaluationOption

    func run() async throws {
        let questions = try ChoiceQuestion.read(URL(filePath: data))
        try await EvaluationRun(options: options, model: source.model, data: data)(
            "multiple-choice", files: [questions]
        ) { (MultipleChoiceTask(), try options.model(source, progress: $0)) }
    }
}
