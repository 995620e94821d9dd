import ArgumentParser
import Evaluation
import Foundation
import Foundations
import Tensors

/// `martlet eval preference`: how often a model's answers are preferred to another's.
struct EvalPreferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preference",
        abstract: "Measure how often a model's answers are preferred to another's.",
        usage: """
            martlet eval preference <model> --against <model> [<options>]
            martlet eval preference --judgements <path> [<options>]
            """,
        discussion: """
            Both models answer each prompt, greedily; the judge is asked which answer is better, "A" or "B", in \
            either order, and prefers one where both orders agree; anything else, and equal answers, are ties. A tie \
            counts half. Data are lines of JSON with a prompt: a text, or messages that end in a user's turn.

            With --judgements nothing is generated: each line has a judgement or a verdict, first, \
            second or tie, as 'martlet train compare' writes them.

            EXAMPLES:
              martlet eval preference runs/dpo --against runs/sft --judge runs/judge \\
                --data prompts.jsonl --output win-rate
              martlet eval preference --judgements judgements.jsonl --json
            """
    )

    @Argument(help: "The model that is measured.", completion: .file())
    var model: String?

    @Option(help: ArgumentHelp("The model that it is compared with.", valueName: "model"), completion: .file())
    var against: String?

    @Option(help: ArgumentHelp("The model that judges.", valueName: "model"), completion: .file())
    var judge: String?

    @Option(help: ArgumentHelp("A file of prompts.", valueName: "path"), completion: .file())
    var data: String?

    @Option(help: ArgumentHelp("A file of judgements, in the place of models.", valueName: "path"), completion: .file())
    var judgements: String?

    @Option(help: ArgumentHelp("The most tokens of an answer.", valueName: "n"))
    var maxTokens = 256

    @Option(help: ArgumentHelp("Threads; all processors by default. The result does not depend on it.", valueName: "n"))
    var threads: Int?

    @OptionGroup var options: EvaluationOption

    func validate() throws {
        if maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1") }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        let models = [model, against, judge, data]
        if judgements == nil, models.contains(nil) {
            throw ValidationError("name a model, --against, --judge and --data, or a file of --judgements")
        }
        if judgements != nil, models.contains(where: { $0 != nil }) {
            throw ValidationError("--judgements takes the place of models and --data: leave those out")
        }
    }

    func run() async throws {
        if let judgements { return try show(judgements) }
        guard let model, let against, let judge, let data else { return }
        let prompts = try PreferencePrompt.read(URL(filePath: data))
        let run = EvaluationRun(
            options: options, model: model, data: data,
            settings: ["against": .string(against), "judge": .string(judge), "max_tokens": .integer(maxTokens)])
        try await run("preference", files: [prompts]) { progress in
            let opponent = try load(against, progress)
            let judging = judge == against ? opponent : try load(judge, progress)
            return (
                PreferenceTask(opponent: opponent, judge: ModelJudge(model: judging), maximumTokens: maxTokens),
                try load(model, progress)
            )
        }
    }

    private func load(_ name: String, _ progress: EvaluationProgress) throws -> LocalEvaluatedModel {
        try options.model(
            name, device: threads.map { CPUDevice(threadCount: $0) } ?? .shared, progress: progress)
    }

    private func show(_ file: String) throws {
        let judged = try JudgedAnswers(URL(filePath: file))
        let (chosen, notes) = options.chosen(of: [judged.judgements])
        let output = try options.output.map { try EvaluationOutput(folder: URL(filePath: $0)) }
        for judgement in chosen { try output?.add(["judgement": .string(judgement.rawValue)]) }
        var report = judged.report(on: chosen)
        report.notes = notes + report.notes
        try EvaluationRun(options: options, model: "", data: file).show(
            report, samples: chosen.count, seconds: 0, output)
    }
}
