/// What each token of an answer earns under KL control: the answer's reward at its last token, and at every token a
/// charge for having become more probable than under the reference.
///
/// r[t] = -coefficient (log p[t] - log reference[t]), and the reward of the answer on top at the last token.
///
/// Source: Ziegler et al., "Fine-tuning language models from human preferences" (2019), equation 2.
public struct TokenRewards: Sendable, Hashable {
    /// How firmly the reference holds: 0.01 to 0.05 is usual.
    public var coefficient: Double

    public init(coefficient: Double) {
        self.coefficient = coefficient
    }

    /// The rewards of the tokens.
    ///
    /// - Parameters:
    ///   - reward: the reward of the whole answer.
    ///   - logProbabilities: of each token when it was sampled, in nats.
    ///   - reference: the same under the reference model; nil: nothing is charged.
    public func rewards(reward: Double, logProbabilities: [Float], reference: [Float]?) -> [Double] {
        var rewards = [Double](repeating: 0, count: logProbabilities.count)
        if let reference {
            precondition(reference.count == rewards.count, "every token needs its reference")
            for index in rewards.indices {
                rewards[index] = -coefficient * (Double(logProbabilities[index]) - Double(reference[index]))
            }
        }
        if let last = rewards.indices.last { rewards[last] += reward }
        return rewards
    }
}
