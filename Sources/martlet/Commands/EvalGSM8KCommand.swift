import ArgumentParser
import Evaluation
import Foundation
import Foundations

/// `martlet eval gsm8k`: how often a model finds the number that a problem in words asks for.
struct EvalGSM8KCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gsm8k",
        abstract: "Measure a model by problems in words with a number as the answer.",
        usage: "martlet eval gsm8k <model> --data <path> [<options>]",
        discussion: """
            Data are lines of JSON with question and answer, which ends in "#### " and the number. The first \
            --shots problems of --shots-from stand before each question, never the question itself; without that file \
            those of the data do, and are not asked. Generation is greedy. The strict score takes the number after the last "####" of the \
            text, the flexible one its last number; commas, currency and zeros at the end of a fraction do not count.

            A model with a chat template is asked in a conversation, unless --plain is given.

            EXAMPLES:
              martlet eval gsm8k runs/assistant --data gsm8k-test.jsonl --limit 100
              martlet eval gsm8k model-Q4_K.gguf --data gsm8k-test.jsonl \\
                --shots 5 --plain --output gsm8k-results
            """
    )

    @OptionGroup var source: ModelOption

    @Option(help: ArgumentHelp("A file of problems.", valueName: "path"), completion: .file())
    var data: String

    @Option(help: ArgumentHelp("How many solved problems stand before each question.", valueName: "n"))
    var shots = 5

    @OptionGroup var shotsOption: ShotsOption

    @Option(help: ArgumentHelp("The most tokens of an answer.", valueName: "n"))
    var maxTokens = 256

    @Flag(help: "Ask with plain text, whatever the model has.")
    var plain = false

    @OptionGroup var options: EvaluationOption

    func validate() throws {
        if shots < 0 { throw ValidationError("--shots must be at least 0") }
        if maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1") }
    }

    func run() async throws {
        let (examples, problems) = try shotsOption.split(
            WordProblem.read(URL(filePath: data)), count: shots
        ) { try WordProblem.read(URL(filePath: $0)) }
        let run = EvaluationRun(
            options: options, model: source.model, adapter: source.adapter, data: data,
            settings: [
                "shots": .integer(shots), "examples": .string(shotsOption.file ?? data),
                "max_tokens": .integer(maxTokens),
                "plain": .bool(plain),
            ])
        try await run("gsm8k", files: [problems]) { progress in
            let model = try options.model(source, progress: progress)
            return (
                WordProblemsTask(
                    examples: examples, maximumTokens: maxTokens,
                    asConversation: model.takesConversations && !plain), model
            )
        }
    }
}
