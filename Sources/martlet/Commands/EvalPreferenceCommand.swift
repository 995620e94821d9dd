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
            counts half. With --reward in the place of --judge, a reward model judges: the answer of the higher score is \
            the better one. Data are lines of JSON with a prompt: a text, or messages that end in a user's turn.

            With --judgements nothing is generated: each line has a judgement or a verdict, first, \
            second or tie, as 'martlet train compare' writes them.

            EXAMPLES:
              martlet eval preference runs/dpo --against runs/sft --judge runs/judge \\
                --data prompts.jsonl --output win-rate
              martlet eval preference runs/sft --adapter runs/adapted --against runs/sft \\
                --reward runs/reward --data prompts.jsonl
              martlet eval preference --judgements judgements.jsonl --json
            """
    )

    @Argument(help: "The model that is measured.", completion: .file())
    var model: String?

    @Option(
        help: ArgumentHelp("An adapter to lay over it, or the run that trained it.", valueName: "dir"),
        completion: .directory)
    var adapter: String?

    @Option(help: ArgumentHelp("The model that it is compared with.", valueName: "model"), completion: .file())
    var against: String?

    @Option(help: ArgumentHelp("The model that judges.", valueName: "model"), completion: .file())
    var judge: String?

    @Option(
        help: ArgumentHelp("The reward model that judges, as 'martlet train reward' writes it.", valueName: "dir"),
        completion: .directory)
    var reward: String?

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
        let models = [model, against, judge ?? reward, data]
        if judgements == nil, models.contains(nil) {
            throw ValidationError(
                "name a model, --against, --judge or --reward, and --data; or a file of --judgements")
        }
        if judge != nil, reward != nil { throw ValidationError("one judges: give --judge or --reward, not both") }
        if judgements != nil, (models + [adapter]).contains(where: { $0 != nil }) {
            throw ValidationError("--judgements takes the place of models and --data: leave those out")
        }
    }

    func run() async throws {
        if let judgements { return try show(judgements) }
        guard let model, let against, let data else { return }
        let prompts = try PreferencePrompt.read(URL(filePath: data))
        var settings: JSONObject = ["against": .string(against), "max_tokens": .integer(maxTokens)]
        settings["judge"] = judge.map { .string($0) }
        settings["reward"] = reward.map { .string($0) }
        let run = EvaluationRun(options: options, model: model, adapter: adapter, data: data, settings: settings)
        try await run("preference", files: [prompts]) { progress in
            // The judge first: a model without a head is refused before others are read.
            let scoring = try reward.map { reward in
                RewardJudge(
                    model: try LocalRewardModel(directory: URL(filePath: reward), name: reward, device: device),
                    betweenAnswers: progress.tick)
            }
            let opponent = try load(against, progress)
            let judging: any AnswerJudge =
                try scoring ?? ModelJudge(model: judge == against ? opponent : load(judge ?? against, progress))
            return (
                PreferenceTask(opponent: opponent, judge: judging, maximumTokens: maxTokens),
                try load(model, adapter: adapter, progress)
            )
        }
    }

    private var device: CPUDevice { threads.map { CPUDevice(threadCount: $0) } ?? .shared }

    private func load(
        _ name: String, adapter: String? = nil, _ progress: EvaluationProgress
    ) throws -> LocalEvaluatedModel {
        try options.model(name, adapter: adapter, device: device, betweenPasses: progress.tick)
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
