/// Identity preference optimization: the margin is drawn to a fixed value, so that certain labels cannot drive it on.
///
/// With h the difference of the log-ratios, each a mean over the tokens of its answer: (h - 1 / (2 beta))². The paper writes
/// sums; its authors use means, as do the trainers of the field, so that long answers do not weigh more.
///
/// Source: Azar et al., "A general theoretical paradigm to understand learning from human preferences" (2023), equation 17.
public struct IPOLoss: PairwiseLoss {
    /// How firmly the reference holds.
    public var beta: Double

    public init(beta: Double = 0.1) { self.beta = beta }

    public var initialValue: Double? { 1 / (4 * beta * beta) }

    public func reward(_ answer: AnswerScore) -> Double { beta * answer.logRatio / Double(max(answer.tokens, 1)) }

    public func loss(chosen: AnswerScore, rejected: AnswerScore) -> PairLoss {
        let (chosenTokens, rejectedTokens) = (Double(max(chosen.tokens, 1)), Double(max(rejected.tokens, 1)))
        let distance = chosen.logRatio / chosenTokens - rejected.logRatio / rejectedTokens - 1 / (2 * beta)
        return PairLoss(
            value: distance * distance, chosenSlope: 2 * distance / chosenTokens,
            rejectedSlope: -2 * distance / rejectedTokens)
    }
}
