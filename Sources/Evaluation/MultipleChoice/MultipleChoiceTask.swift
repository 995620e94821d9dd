/// How often a model holds the right answer the most probable one.
///
/// All choices of a question are scored after the same prompt, which is read once. Examples stand before it, each with its
/// right answer, and parted by an empty line.
/// Source: Brown et al., "Language models are few-shot learners" (2020), section 2.4.
public struct MultipleChoiceTask: EvaluationTask {
    public let name = "multiple-choice"

    /// What stands before each question.
    public let examples: FewShot<ChoiceQuestion>

    /// The task.
    public init(examples: FewShot<ChoiceQuestion> = FewShot()) {
        self.examples = examples
    }

    /// What the model reads before the choices.
    public func prompt(for question: ChoiceQuestion) -> String {
        examples.examples(before: question).map { $0.prompt + $0.continuation($0.answer) + "\n\n" }.joined()
            + question.prompt
    }

    public func outcomes(
        of samples: [ChoiceQuestion], by model: any EvaluatedModel
    ) async throws -> [ChoiceOutcome] {
        let requests = samples.flatMap { sample in
            let context = prompt(for: sample)
            return sample.choices.indices.map {
                LikelihoodRequest(context: context, continuation: sample.continuation($0))
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
