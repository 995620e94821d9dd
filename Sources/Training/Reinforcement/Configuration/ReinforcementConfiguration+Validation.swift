extension ReinforcementConfiguration {
    /// Refuses settings that no model and no data could make work.
    package func checkRanges() throws(ConfigurationError) {
        try Self.check("no_end_penalty", noEndPenalty, in: 0...1e6)
        try Self.check("prompts_per_iteration", promptsPerIteration, in: 1...1_048_576)
        try Self.check("group_size", groupSize, in: (algorithm == .grpo ? 2 : 1)...65_536)
        try Self.check("max_turns", maxTurns, in: 1...1024)
        try Self.check("temperature", temperature, in: 0.01...100)
        try Self.check("max_tokens", maxTokens, in: 1...1_048_576)
        try Self.check("epochs", epochs, in: 1...1024)
        try Self.check("minibatches", minibatches, in: 1...65_536)
        try Self.check("micro_batch_size", microBatchSize, in: 1...1_048_576)
        try Self.check("clip", clip, in: 0...1)
        try Self.check("clip_high", clipHigh, in: 0...1e6)
        try Self.check("kl_coefficient", klCoefficient, in: 0...1e6)
        try Self.check("value_coefficient", valueCoefficient, in: 0...1e6)
        try Self.check("value_clip", valueClip, in: 0...1e9)
        try Self.check("gamma", gamma, in: 0...1)
        try Self.check("lambda", lambda, in: 0...1)
        try Self.check("loss_limit", lossLimit, in: 1e-6...1e12)
        try Self.check("kl_limit", klLimit, in: 1e-6...1e12)
        try Self.check("steps", steps, in: 1...1_000_000_000)
        try Self.check("minutes", minutes, in: 0.001...1e6)
        try checkOptimizer()
        try checkAdapter()
        try Self.check("held_out", heldOut, in: 0...0.9)
        try Self.check("evaluate_every", evaluateEvery, in: 0...1_000_000_000)
        try Self.check("evaluation_prompts", evaluationPrompts, in: 0...1_000_000_000)
        try checkRecords()
        if !reference, (klCoefficient ?? (algorithm == .ppo ? 0.05 : 0)) > 0 {
            throw .unusable(
                key: "reference",
                reason: "distance from the first model costs something; set kl_coefficient to 0, or keep it")
        }
        if let reward {
            do { _ = try RewardTerm.terms(in: reward) } catch { throw .unusable(key: "reward", reason: "\(error)") }
        }
    }

    /// Refuses a split of the rollouts into more steps than there are rollouts.
    func checkSplit() throws(ConfigurationError) {
        let rollouts = promptsPerIteration * (groupSize ?? 1)
        guard minibatches > rollouts else { return }
        throw .unusable(key: "minibatches", reason: "\(minibatches) steps for \(rollouts) answers of an iteration")
    }
}
