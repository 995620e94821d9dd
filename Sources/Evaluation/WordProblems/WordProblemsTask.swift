import Tokenization

/// How often a model finds the number that a problem in words asks for.
///
/// Examples stand before the question, each as "Question: ...\nAnswer: ..." and parted by an empty line; in a
/// conversation they are earlier turns. Generation is greedy and ends where a further question would begin. Two scores:
/// strict, the number after the last "####"; flexible, the last number of the text.
/// Source: Cobbe et al., "Training verifiers to solve math word problems" (2021).
public struct WordProblemsTask: EvaluationTask {
    /// Asked for in a conversation, where examples alone do not show the form.
    private static let form = "Work step by step. End with a line that has #### and the number alone."

    public let name = "gsm8k"
    /// What stands before each question.
    public let examples: FewShot<WordProblem>
    /// Tokens of an answer at most.
    public let maximumTokens: Int
    /// Whether the model is asked in a conversation.
    public let asConversation: Bool

    /// The task.
    public init(examples: FewShot<WordProblem> = FewShot(), maximumTokens: Int = 256, asConversation: Bool = false) {
        self.examples = examples
        self.maximumTokens = maximumTokens
        self.asConversation = asConversation
    }

    /// What the model reads.
    public func prompt(for problem: WordProblem) -> CompletionPrompt {
        let examples = examples.examples(before: problem)
        guard asConversation else {
            let shots = examples.map { "Question: \($0.question)\nAnswer: \($0.plainSolution)\n\n" }.joined()
            return .text(shots + "Question: \(problem.question)\nAnswer:")
        }
        let turns = examples.flatMap { [ChatMessage.user($0.question), .assistant($0.plainSolution)] }
        return .chat([.system(Self.form)] + turns + [.user(problem.question)])
    }

    public func outcomes(
        of samples: [WordProblem], by model: any EvaluatedModel
    ) async throws -> [WordProblemOutcome] {
        let completions = try await model.completions(
            of: samples.map {
                CompletionRequest(
                    prompt: prompt(for: $0), stopStrings: asConversation ? [] : ["\nQuestion:"],
                    maximumTokens: maximumTokens)
            })
        return zip(samples, completions).map { WordProblemOutcome(problem: $0, completion: $1) }
    }

    public func report(on outcomes: [WordProblemOutcome]) -> EvaluationReport {
        EvaluationReport(
            task: name,
            metrics: [
                EvaluationMetric(
                    "exact match (strict)",
                    ScoreEstimate(shareOf: outcomes.map { $0.strictAnswer == $0.problem.answer })
                ),
                EvaluationMetric(
                    "exact match (flexible)",
                    ScoreEstimate(shareOf: outcomes.map { $0.flexibleAnswer == $0.problem.answer })),
            ], notes: EvaluationReport.note(cut: outcomes.count { $0.completion.cutTokens > 0 }, of: outcomes.count))
    }
}
