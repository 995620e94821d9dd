/// How many instructions a model follows of those that a program can check.
///
/// Four scores: whole prompts and single instructions, each by the strict rule, the answer as it stands, and by the loose
/// one (see ``LooseAnswers``). Kinds that are not known are left out of the instructions, prompts with one of them out
/// of the prompts; the report names and counts them.
/// Source: Zhou et al., "Instruction-following evaluation for large language models" (2023).
public struct IFEvalTask: EvaluationTask {
    public let name = "ifeval"
    /// Tokens of an answer at most.
    public let maximumTokens: Int
    /// Whether the model is asked in a conversation.
    public let asConversation: Bool

    /// The task.
    public init(maximumTokens: Int = 512, asConversation: Bool = true) {
        self.maximumTokens = maximumTokens
        self.asConversation = asConversation
    }

    public func outcomes(of samples: [IFEvalPrompt], by model: any EvaluatedModel) async throws -> [IFEvalOutcome] {
        let completions = try await model.completions(
            of: samples.map {
                CompletionRequest(
                    prompt: .question($0.prompt, asConversation: asConversation), maximumTokens: maximumTokens)
            })
        return zip(samples, completions).map { IFEvalOutcome(prompt: $0, completion: $1) }
    }

    public func report(on outcomes: [IFEvalOutcome]) -> EvaluationReport {
        let prompts = outcomes.filter(\.isWholeKnown)
        let metrics =
            [
                EvaluationMetric(
                    "prompts followed (strict)", ScoreEstimate(shareOf: prompts.map { !$0.strict.contains(false) })),
                EvaluationMetric(
                    "prompts followed (loose)", ScoreEstimate(shareOf: prompts.map { !$0.loose.contains(false) })),
                instructions("instructions followed (strict)", outcomes, \.strict),
                instructions("instructions followed (loose)", outcomes, \.loose),
            ] + kinds(of: outcomes)
        var notes = unknown(in: outcomes)
        notes += EvaluationReport.note(cut: outcomes.count { $0.completion.cutTokens > 0 }, of: outcomes.count)
        return EvaluationReport(task: name, metrics: metrics, notes: notes)
    }

    /// Instructions of one prompt are not independent: their share is a ratio of sums over prompts.
    private func instructions(
        _ name: String, _ outcomes: [IFEvalOutcome], _ followed: (IFEvalOutcome) -> [Bool?]
    ) -> EvaluationMetric {
        let parts = outcomes.map { followed($0).compactMap(\.self) }.filter { !$0.isEmpty }
        var estimate = ScoreEstimate(
            ratioOf: parts.map { (above: Double($0.count { $0 }), below: Double($0.count)) })
        estimate.count = parts.reduce(0) { $0 + $1.count }
        return EvaluationMetric(name, estimate)
    }

    private func kinds(of outcomes: [IFEvalOutcome]) -> [EvaluationMetric] {
        var followed: [String: [Bool]] = [:]
        for outcome in outcomes {
            for (instruction, holds) in zip(outcome.prompt.instructions, outcome.strict) {
                if let holds { followed[instruction.kind, default: []].append(holds) }
            }
        }
        return followed.keys.sorted().map { kind in
            EvaluationMetric(
                "instructions followed (strict)", group: kind, ScoreEstimate(shareOf: followed[kind] ?? []))
        }
    }

    private func unknown(in outcomes: [IFEvalOutcome]) -> [String] {
        var counts: [String: Int] = [:]
        for instruction in outcomes.flatMap(\.prompt.instructions) where instruction.check == nil {
            counts[instruction.kind, default: 0] += 1
        }
        guard !counts.isEmpty else { return [] }
        let named = counts.keys.sorted().map { "\($0) (\(counts[$0] ?? 0))" }.joined(separator: ", ")
        let prompts = outcomes.count { !$0.isWholeKnown }
        return ["not checked, since their kind is not known: \(named); \(prompts) prompts are in no prompt score"]
    }
}
