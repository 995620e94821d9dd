/// DPO for labels of which a share is wrong: an estimate of the loss on the right ones, without bias.
///
/// With h the difference of the log-ratios: (-(1 - e) log sigmoid(beta h) + e log sigmoid(-beta h)) / (1 - 2 e).
///
/// Source: Chowdhury et al., "Provably robust DPO" (2024), equation 12.
public struct RobustDPOLoss: PairwiseLoss {
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
        let share = 1 - 2 * labelSmoothing
        let value = -(1 - labelSmoothing) * logSigmoid(margin) + labelSmoothing * logSigmoid(-margin)
        let slope = -beta * ((1 - labelSmoothing) * sigmoid(-margin) + labelSmoothing * sigmoid(margin)) / share
        return PairLoss(value: value / share, chosenSlope: slope, rejectedSlope: -slope)
    }
}
