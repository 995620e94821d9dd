/// Direct preference optimization: the reward is how much more probable an answer has become.
///
/// With h the difference of the log-ratios: -log sigmoid(beta h).
///
/// Source: Rafailov et al., "Direct preference optimization" (2023), equation 7.
public struct DPOLoss: PairwiseLoss {
    /// How firmly the reference holds.
    public var beta: Double

    public init(beta: Double = 0.1) { self.beta = beta }

    public var initialValue: Double? { -logSigmoid(0) }

    public func reward(_ answer: AnswerScore) -> Double { beta * answer.logRatio }

    public func loss(chosen: AnswerScore, rejected: AnswerScore) -> PairLoss {
        let margin = reward(chosen) - reward(rejected)
        let slope = -beta * sigmoid(-margin)
        return PairLoss(value: -logSigmoid(margin), chosenSlope: slope, rejectedSlope: -slope)
    }
}
