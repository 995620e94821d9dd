/// Kahneman-Tversky optimization: answers need only be good or bad, each measured from how far the policy has moved on
/// the whole.
///
/// With r the log-ratio of an answer and z the estimate of the divergence from the reference, through which nothing flows
/// back: weight (1 - sigmoid(beta (r - z))) for a desirable answer, weight (1 - sigmoid(beta (z - r))) for another.
///
/// Source: Ethayarajh et al., "KTO: model alignment as prospect theoretic optimization" (2024), equation 8.
public struct KTOLoss: Sendable, Hashable {
    /// How firmly the reference holds.
    public var beta: Double
    /// The weight of desirable answers.
    public var desirableWeight: Double
    /// The weight of undesirable answers.
    public var undesirableWeight: Double

    public init(beta: Double = 0.1, desirableWeight: Double = 1, undesirableWeight: Double = 1) {
        self.beta = beta
        self.desirableWeight = desirableWeight
        self.undesirableWeight = undesirableWeight
    }

    /// What the loss takes for the reward of an answer.
    public func reward(_ answer: AnswerScore) -> Double { beta * answer.logRatio }

    /// The loss of an answer, and its derivative by ``AnswerScore/logProbability``.
    ///
    /// - Parameter divergence: the estimate z of the divergence from the reference, in nats; not negative.
    public func loss(_ answer: AnswerScore, isDesirable: Bool, divergence: Double) -> (value: Double, slope: Double) {
        let weight = isDesirable ? desirableWeight : undesirableWeight
        let sign = isDesirable ? 1.0 : -1
        let gain = sigmoid(sign * beta * (answer.logRatio - divergence))
        return (weight * (1 - gain), -sign * weight * beta * gain * (1 - gain))
    }

    /// The estimate z from the log-ratios of answers to other prompts: their mean, or 0 where that is negative.
    public static func divergence(logRatios: [Double]) -> Double {
        logRatios.isEmpty ? 0 : max(0, logRatios.reduce(0, +) / Double(logRatios.count))
    }
}
