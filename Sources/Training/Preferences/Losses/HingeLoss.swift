/// A margin of 1 between the rewards is enough.
///
/// With h the difference of the log-ratios: max(0, 1 - beta h).
///
/// Source: Zhao et al., "SLiC-HF" (2023), equation 2, with the log-ratio in place of the log-probability; Liu et al.,
/// "Statistical rejection sampling improves preference optimization" (2023), section 3.2.
public struct HingeLoss: PairwiseLoss {
    /// How firmly the reference holds.
    public var beta: Double

    public init(beta: Double = 0.1) { self.beta = beta }

    public var initialValue: Double? { 1 }

    public func reward(_ answer: AnswerScore) -> Double { beta * answer.logRatio }

    public func loss(chosen: AnswerScore, rejected: AnswerScore) -> PairLoss {
        let rest = 1 - (reward(chosen) - reward(rejected))
        let slope = rest > 0 ? -beta : 0
        return PairLoss(value: max(0, rest), chosenSlope: slope, rejectedSlope: -slope)
    }
}
