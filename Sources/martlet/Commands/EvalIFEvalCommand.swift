import ArgumentParser
import Evaluation
import Foundation
import Foundations

/// `martlet eval ifeval`: how many instructions a model follows of those that a program can check.
struct EvalIFEvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ifeval",
        abstract: "Measure how well a model follows instructions that can be checked.",
        usage: "martlet eval ifeval <model> --data <path> [<options>]",
        discussion: """
            Data are lines of JSON with key, prompt, instruction_id_list and kwargs, as IFEval has them. All 25 kinds \
            are checked: keywords, lengths, formats, case, language. The strict scores take the answer as it stands, \
            the loose ones also without its first or last line and without asterisks. Kinds that are not known are \
            named and counted, and in no score. Generation is greedy.

            A model with a chat template is asked in a conversation, unless --plain is given.

            EXAMPLES:
              martlet eval ifeval runs/assistant --data ifeval.jsonl --limit 50
              martlet eval ifeval runs/assistant --data ifeval.jsonl --output ifeval-results
            """
    )

    @OptionGroup var source: ModelOption

    @Option(help: ArgumentHelp("A file of prompts.", valueName: "path"), completion: .file())
    var data: String

    @Option(help: ArgumentHelp("The most tokens of an answer.", valueName: "n"))
    var maxTokens = 512

    @Flag(help: "Ask with plain text, whatever the model has.")
    var plain = false

    @OptionGroup var options: EvaluationOption

    func validate() throws {
        if maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1") }
    }

    func run() async throws {
        let prompts = try IFEvalPrompt.read(URL(filePath: data))
        let run = EvaluationRun(
            options: options, model: source.model, adapter: source.adapter, data: data,
            settings: ["max_tokens": .integer(maxTokens), "plain": .bool(plain)])
        try await run("ifeval", files: [prompts]) { progress in
            let model = try options.model(source, progress: progress)
            return (
                IFEvalTask(maximumTokens: maxTokens, asConversation: model.takesConversations && !plain), model
            )
        }
    }
}
