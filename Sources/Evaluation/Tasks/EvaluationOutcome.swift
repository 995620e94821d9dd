public import Foundations

/// What a model made of one sample.
public protocol EvaluationOutcome: Sendable {
    /// All that explains the score, for a line of JSON.
    var record: JSONValue { get }
}
