/// A loss that compares the probabilities of two answers.
public protocol PairwiseLoss: Sendable {
    /// Whether it measures against a reference model.
    var usesReference: Bool { get }

    /// The loss of a pair; slopes are by the sums ``AnswerScore/logProbability``.
    func loss(chosen: AnswerScore, rejected: AnswerScore) -> PairLoss

    /// What the loss takes for the reward of an answer.
    func reward(_ answer: AnswerScore) -> Double

    /// The value where policy and reference agree; nil where it depends on the answers.
    var initialValue: Double? { get }
}

extension PairwiseLoss {
    public var usesReference: Bool { true }
}
