public import Transformer

extension ReinforcementConfiguration {
    /// The settings with everything that follows from the model filled in, but for the number of steps and what depends
    /// on it.
    ///
    /// - Throws: ``ConfigurationError`` where the settings cannot work together.
    public func sized(for model: ModelConfiguration) throws(ConfigurationError) -> Self {
        var result = self
        try checkRanges()
        let isGRPO = algorithm == .grpo
        result.groupSize = groupSize ?? (isGRPO ? 8 : 1)
        result.maxTokens = maxTokens ?? max(1, min(256, model.maximumPositions / 2))
        result.epochs = epochs ?? (isGRPO ? 1 : 4)
        result.clipHigh = clipHigh ?? clip
        result.klCoefficient = klCoefficient ?? (isGRPO ? 0 : 0.05)
        result.noEndPenalty = noEndPenalty ?? (isGRPO ? 0 : 1)
        result.microBatchSize = microBatchSize ?? max(1, 4096 / (2 * result.maxTokens!))
        // Rounded to a number that a person would write.
        result.learningRate =
            learningRate ?? ((lora ? 1e-4 : 1e-5) * 256 / Double(model.hiddenSize) * 1e6).rounded() / 1e6
        try result.checkSplit()
        return result
    }

    /// The settings with nothing left open.
    ///
    /// - Parameter steps: optimizer steps; from ``minutes`` by measurement, or from the number of prompts.
    public func scheduled(steps: Int) throws(ConfigurationError) -> Self {
        var result = self
        result.steps = steps
        result.minutes = nil
        result.warmupSteps = warmupSteps ?? min(20, steps / 20)
        result.evaluateEvery = evaluateEvery ?? max(1, steps / 10)
        result.checkpointEvery = checkpointEvery ?? max(1, steps / 10)
        result.sampleEvery = sampleEvery ?? result.evaluateEvery
        try result.checkSchedule()
        return result
    }

    /// The pieces in which rollouts are learned from.
    ///
    /// - Precondition: the settings are sized.
    var plan: RolloutPlan {
        RolloutPlan(epochs: epochs!, minibatches: minibatches, microBatchSize: microBatchSize!)
    }

    /// How rewards become advantages.
    ///
    /// - Precondition: the settings are sized.
    var estimator: any AdvantageEstimator {
        switch algorithm {
        case .grpo: GroupEstimator(advantage: loss.advantage, noEndPenalty: noEndPenalty!)
        case .ppo:
            ValueEstimator(
                control: TokenRewards(coefficient: klCoefficient!),
                advantage: GeneralizedAdvantage(gamma: gamma, lambda: lambda), noEndPenalty: noEndPenalty!,
                whitens: whiten)
        }
    }

    /// The loss of a token of the policy.
    var policyLoss: ClippedPolicyLoss { ClippedPolicyLoss(lower: clip, upper: clipHigh) }

    /// What a step must not exceed.
    var limits: [ObjectiveLimit] {
        [ObjectiveLimit("loss", highest: lossLimit), ObjectiveLimit("kl", highest: klLimit)]
    }
}
