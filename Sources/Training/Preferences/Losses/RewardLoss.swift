/// The loss of a reward model on a pair: the probability, by Bradley and Terry, that the chosen answer wins.
///
/// With r the scores: -log sigmoid(r chosen - r rejected - margin) + centring (r chosen + r rejected)².
///
/// Sources: Stiennon et al., "Learning to summarize from human feedback" (2020), section 3.4; Touvron et al., "Llama 2"
/// (2023), equation 2, for the margin; Eisenstein et al., "Helping or herding?" (2023), section 3, for the centring.
public struct RewardLoss: Sendable, Hashable {
    /// How strongly scores are drawn together around 0, which the comparison alone leaves free.
    public var centring: Double

    public init(centring: Double = 0) { self.centring = centring }

    /// The loss; slopes are by the scores.
    ///
    /// - Parameter margin: by how much the chosen answer should win.
    public func loss(chosen: Double, rejected: Double, margin: Double = 0) -> PairLoss {
        let difference = chosen - rejected - margin
        let slope = -sigmoid(-difference)
        let middle = 2 * centring * (chosen + rejected)
        return PairLoss(
            value: -logSigmoid(difference) + centring * (chosen + rejected) * (chosen + rejected),
            chosenSlope: slope + middle, rejectedSlope: -slope + middle)
    }
}
