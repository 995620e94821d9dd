import Glibc

/// Odds-ratio preference optimization: learns to write the chosen answer, and to prefer it, in one run without reference.
///
/// With a the mean of log p over the tokens and log odds = a - log(1 - e^a):
/// -a chosen - beta log sigmoid(log odds chosen - log odds rejected).
///
/// Source: Hong et al., "ORPO" (2024), equations 6 and 7.
public struct ORPOLoss: PairwiseLoss {
    /// The weight of the preference beside the writing; lambda in the paper.
    public var beta: Double

    public init(beta: Double = 0.1) { self.beta = beta }

    public var usesReference: Bool { false }
    public var initialValue: Double? { nil }

    public func reward(_ answer: AnswerScore) -> Double { beta * answer.mean }

    public func loss(chosen: AnswerScore, rejected: AnswerScore) -> PairLoss {
        let (good, bad) = (Self.logOdds(chosen.mean), Self.logOdds(rejected.mean))
        let difference = good.value - bad.value
        let slope = -beta * sigmoid(-difference)
        return PairLoss(
            value: -chosen.mean - beta * logSigmoid(difference),
            chosenSlope: (slope * good.slope - 1) / Double(max(chosen.tokens, 1)),
            rejectedSlope: -slope * bad.slope / Double(max(rejected.tokens, 1)))
    }

    /// log(p / (1 - p)) of log p, and its derivative 1 / (1 - p); an answer that is all but certain counts as one that
    /// falls short of it by 1e-7.
    static func logOdds(_ mean: Double) -> (value: Double, slope: Double) {
        let mean = min(mean, -1e-7)
        let rest = -expm1(mean)
        return (mean - log(rest), 1 / rest)
    }
}
