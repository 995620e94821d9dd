public import Foundations

/// How probable a model holds the answers to a question.
public struct ChoiceOutcome: EvaluationOutcome, Hashable {
    /// The question.
    public let question: ChoiceQuestion
    /// The score of each choice.
    public let scores: [LikelihoodScore]

    /// The most probable choice; of equals the first.
    public var choice: Int { Self.best(scores.map(\.logLikelihood)) }

    /// The most probable choice for its length: log-likelihood a byte of the choice, without the space before it.
    public var normalizedChoice: Int {
        Self.best(zip(scores, question.choices).map { $0.logLikelihood / Double($1.utf8.count) })
    }

    public var record: JSONValue {
        [
            "prompt": .string(question.prompt), "choices": .array(question.choices.map(JSONValue.string)),
            "log_likelihoods": .array(scores.map { .number($0.logLikelihood) }),
            "answer": .integer(question.answer), "choice": .integer(choice),
            "choice_by_bytes": .integer(normalizedChoice), "right": .bool(choice == question.answer),
        ]
    }

    private static func best(_ values: [Double]) -> Int {
        values.indices.dropFirst().reduce(0) { values[$1] > values[$0] ? $1 : $0 }
    }
}
