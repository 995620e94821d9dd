public import Transformer

extension PreferenceConfiguration {
    /// The settings with everything that follows from the model filled in, but for the number of steps and what depends
    /// on it.
    ///
    /// - Throws: ``ConfigurationError`` where the settings cannot work together.
    public func sized(for model: ModelConfiguration) throws(ConfigurationError) -> Self {
        var result = self
        try checkRanges()
        let length = sequenceLength ?? model.maximumPositions
        result.sequenceLength = length
        result.beta = beta ?? (loss == .simpo ? 2 : 0.1)
        // Both texts of a preference pass through the model, packed with the others: few rows are enough for the products,
        // and attention grows with what is packed together.
        let most = max(1, 4096 / (2 * length))
        result.microBatchSize =
            microBatchSize ?? (1...batchSize).last { batchSize.isMultiple(of: $0) && $0 <= most } ?? 1
        guard batchSize.isMultiple(of: result.microBatchSize!) else {
            throw .unusable(
                key: "micro_batch_size", reason: "\(result.microBatchSize!) does not divide batch_size \(batchSize)")
        }
        // Adapters want about ten times as much (Schulman et al., "LoRA without regret", 2025).
        let rate = (loss == .reward ? 3e-4 : 5e-5) * (lora ? 10 : 1) * 256 / Double(model.hiddenSize)
        // Rounded to a number that a person would write.
        result.learningRate = learningRate ?? (rate * 1e6).rounded() / 1e6
        result.lossLimit = lossLimit ?? 20 * max(1, result.initialLoss ?? 5)
        result.sampleEvery = loss == .reward ? 0 : sampleEvery ?? 0
        return result
    }

    /// The settings with nothing left open.
    ///
    /// - Parameter steps: optimizer steps; from ``minutes`` by measurement, or from ``epochs``.
    public func scheduled(steps: Int) throws(ConfigurationError) -> Self {
        var result = self
        result.steps = steps
        result.minutes = nil
        result.warmupSteps = warmupSteps ?? min(100, steps / 10)
        result.evaluateEvery = evaluateEvery ?? max(1, steps / 20)
        result.checkpointEvery = checkpointEvery ?? max(1, steps / 10)
        try result.checkSchedule()
        return result
    }

    /// The loss of a policy; nil for a reward model.
    var policyLoss: PreferenceLoss? {
        let beta = beta ?? (loss == .simpo ? 2 : 0.1)
        switch loss {
        case .dpo: return .pairwise(DPOLoss(beta: beta))
        case .ipo: return .pairwise(IPOLoss(beta: beta))
        case .hinge: return .pairwise(HingeLoss(beta: beta))
        case .cdpo: return .pairwise(ConservativeDPOLoss(beta: beta, labelSmoothing: labelSmoothing))
        case .rdpo: return .pairwise(RobustDPOLoss(beta: beta, labelSmoothing: labelSmoothing))
        case .kto:
            return .judging(
                KTOLoss(beta: beta, desirableWeight: desirableWeight, undesirableWeight: undesirableWeight))
        case .orpo: return .pairwise(ORPOLoss(beta: beta))
        case .simpo: return .pairwise(SimPOLoss(beta: beta, gamma: gamma))
        case .reward: return nil
        }
    }

    private var initialLoss: Double? {
        guard let policyLoss else { return RewardLoss().loss(chosen: 0, rejected: 0).value }
        return policyLoss.initialValue
    }

    /// What a step must not exceed.
    var limits: [ObjectiveLimit] {
        [lossLimit.map { ObjectiveLimit("loss", highest: $0) }, ObjectiveLimit("drift", highest: driftLimit)]
            .compactMap { $0 }
    }
}
