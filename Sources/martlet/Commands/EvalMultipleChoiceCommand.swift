import ArgumentParser
import Evaluation
import Foundation
import Foundations

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
            log-likelihood, or, by bytes, the highest for each of its bytes. With --shots, so many questions of \
            --shots-from stand before it with their answers, never the question itself; without that file those of the \
            data do, and are not asked.

            EXAMPLES:
              martlet eval multiple-choice runs/first --data questions.jsonl
              martlet eval multiple-choice runs/first --data questions.jsonl \\
                --shots 3 --shots-from examples.jsonl
              martlet eval multiple-choice model-Q4_K.gguf --data questions.jsonl --json
            """
    )

    @OptionGroup var source: ModelOption

    @Option(help: ArgumentHelp("A file of questions, or a folder of files.", valueName: "path"), completion: .file())
    var data: String

    @Option(help: ArgumentHelp("How many answered questions stand before each question.", valueName: "n"))
    var shots = 0

    @OptionGroup var shotsOption: ShotsOption

    @OptionGroup var options: EvaluationOption

    func validate() throws {
        if shots < 0 { throw ValidationError("--shots must be at least 0") }
    }

    func run() async throws {
        let (examples, questions) = try shotsOption.split(
            ChoiceQuestion.read(URL(filePath: data)), count: shots
        ) { try ChoiceQuestion.read(URL(filePath: $0)) }
        let run = EvaluationRun(
            options: options, model: source.model, adapter: source.adapter, data: data,
            settings: ["shots": .integer(shots), "examples": .string(shotsOption.file ?? data)])
        try await run("multiple-choice", files: [questions]) {
            (MultipleChoiceTask(examples: examples), try options.model(source, progress: $0))
        }
    }
}
