/// DPO for labels of which a share is wrong: the margin is not driven beyond what the share allows.
///
/// With h the difference of the log-ratios: -(1 - e) log sigmoid(beta h) - e log sigmoid(-beta h).
///
/// Source: Mitchell, "A note on DPO with noisy preferences and relationship to IPO" (2023), equation 3.
public struct ConservativeDPOLoss: PairwiseLoss {
    /// How firmly the reference holds.
    public var beta: Double
    /// The share of wrong labels, below one half.
    public var labelSmoothing: Double

    public init(beta: Double = 0.1, labelSmoothing: Double) {
        self.beta = beta
        self.labelSmoothing = labelSmoothing
    }

    public var initialValue: Double? { -logSigmoid(0) }

    public func reward(_ answer: AnswerScore) -> Double { beta * answer.logRatio }

    public func loss(chosen: AnswerScore, rejected: AnswerScore) -> PairLoss {
        let margin = reward(chosen) - reward(rejected)
        let slope = beta * (labelSmoothing * sigmoid(margin) - (1 - labelSmoothing) * sigmoid(-margin))
        return PairLoss(
            value: -(1 - labelSmoothing) * logSigmoid(margin) - labelSmoothing * logSigmoid(-margin),
            chosenSlope: slope, rejectedSlope: -slope)
    }
}
