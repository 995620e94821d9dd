public import Foundations

/// What a model wrote to a word problem.
public struct WordProblemOutcome: EvaluationOutcome, Hashable {
    /// The problem.
    public let problem: WordProblem
    /// What the model wrote.
    public let completion: Completion

    /// The number after the last "####"; nil where there is none.
    public var strictAnswer: String? { FinalNumber.afterMark(in: completion.text) }

    /// The last number; nil where there is none.
    public var flexibleAnswer: String? { FinalNumber.last(in: completion.text) }

    public var record: JSONValue {
        [
            "question": .string(problem.question), "answer": .string(problem.answer),
            "text": .string(completion.text), "strict": strictAnswer.map(JSONValue.string) ?? .null,
            "flexible": flexibleAnswer.map(JSONValue.string) ?? .null,
            "right": .bool(strictAnswer == problem.answer), "ending": .string(completion.ending),
            "tokens": .integer(completion.tokenCount), "cut_tokens": .integer(completion.cutTokens),
        ]
    }
}
