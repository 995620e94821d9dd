/// Simple preference optimization: the mean log-probability is the reward, with a margin to reach and no reference.
///
/// With a the mean of log p over the tokens: -log sigmoid(beta (a chosen - a rejected) - gamma).
///
/// Source: Meng et al., "SimPO" (2024), equation 6.
public struct SimPOLoss: PairwiseLoss {
    /// The scale of the reward.
    public var beta: Double
    /// The margin that rewards should have.
    public var gamma: Double

    public init(beta: Double = 2, gamma: Double = 1) {
        self.beta = beta
        self.gamma = gamma
    }

    public var usesReference: Bool { false }
    public var initialValue: Double? { nil }

    public func reward(_ answer: AnswerScore) -> Double { beta * answer.mean }

    public func loss(chosen: AnswerScore, rejected: AnswerScore) -> PairLoss {
        let margin = reward(chosen) - reward(rejected) - gamma
        let slope = -beta * sigmoid(-margin)
        return PairLoss(
            value: -logSigmoid(margin), chosenSlope: slope / Double(max(chosen.tokens, 1)),
            rejectedSlope: -slope / Double(max(rejected.tokens, 1)))
    }
}
