/// How often a model holds the right answer the most probable one.
///
/// All choices of a question are scored after the same prompt, which is read once.
public struct MultipleChoiceTask: EvaluationTask {
    public let name = "multiple-choice"

    /// The task.
    public init() {}

    public func outcomes(
        of samples: [ChoiceQuestion], by model: any EvaluatedModel
    ) async throws -> [ChoiceOutcome] {
        let requests = samples.flatMap { sample in
            sample.choices.indices.map {
                LikelihoodRequest(context: sample.prompt, continuation: sample.continuation($0))
            }
        }
        var scores = try await model.logLikelihoods(of: requests)[...]
        return samples.map { sample in
            defer { scores = scores.dropFirst(sample.choices.count) }
            return ChoiceOutcome(question: sample, scores: Array(scores.prefix(sample.choices.count)))
        }
    }

    public func report(on outcomes: [ChoiceOutcome]) -> EvaluationReport {
        let groups = Set(outcomes.compactMap(\.question.group)).sorted()
        let parts = groups.flatMap { group in
            metrics(outcomes.filter { $0.question.group == group }, group: group)
        }
        let cut = outcomes.count { $0.scores.contains { $0.cutTokens > 0 } }
        return EvaluationReport(
            task: name, metrics: metrics(outcomes, group: nil) + parts,
            notes: EvaluationReport.note(cut: cut, of: outcomes.count))
    }

    private func metrics(_ outcomes: [ChoiceOutcome], group: String?) -> [EvaluationMetric] {
        [
            EvaluationMetric(
                "accuracy", group: group,
                ScoreEstimate(shareOf: outcomes.map { $0.choice == $0.question.answer })),
            EvaluationMetric(
                "accuracy by bytes", group: group,
                ScoreEstimate(shareOf: outcomes.map { $0.normalizedChoice == $0.question.answer })),
        ]
    }
}
