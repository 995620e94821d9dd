public import Foundations

/// How probable a model holds the sentences of a pair.
public struct MinimalPairOutcome: EvaluationOutcome, Hashable {
    /// The pair.
    public let pair: MinimalPair
    /// The score of the right sentence.
    public let good: LikelihoodScore
    /// The score of the wrong one.
    public let bad: LikelihoodScore

    /// Whether the right one is the more probable; equals count as wrong.
    public var isRight: Bool { good.logLikelihood > bad.logLikelihood }

    public var record: JSONValue {
        [
            "phenomenon": .string(pair.phenomenon), "sentence_good": .string(pair.good),
            "sentence_bad": .string(pair.bad), "log_likelihood_good": .number(good.logLikelihood),
            "log_likelihood_bad": .number(bad.logLikelihood), "right": .bool(isRight),
        ]
    }
}
