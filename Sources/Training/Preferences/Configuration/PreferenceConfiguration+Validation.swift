extension PreferenceConfiguration {
    /// Refuses settings that no model and no data could make work.
    package func checkRanges() throws(ConfigurationError) {
        try Self.check("beta", beta, in: 1e-6...1e6)
        try Self.check("gamma", gamma, in: 0...1e6)
        try Self.check("label_smoothing", labelSmoothing, in: 0...0.499_999)
        try Self.check("desirable_weight", desirableWeight, in: 0...1e6)
        try Self.check("undesirable_weight", undesirableWeight, in: 0...1e6)
        try Self.check("centring", centring, in: 0...1e6)
        try Self.check("loss_limit", lossLimit, in: 1e-6...1e12)
        try Self.check("drift_limit", driftLimit, in: 1e-6...1e12)
        try Self.check("sequence_length", sequenceLength, in: 2...1_048_576)
        try Self.check("batch_size", batchSize, in: 1...1_048_576)
        try Self.check("micro_batch_size", microBatchSize, in: 1...1_048_576)
        try Self.check("epochs", epochs, in: 1e-6...1e6)
        try Self.check("steps", steps, in: 1...1_000_000_000)
        try Self.check("minutes", minutes, in: 0.001...1e6)
        try Self.check("learning_rate", learningRate, in: 0...100)
        try Self.check("min_learning_rate_ratio", minimumLearningRateRatio, in: 0...1)
        try Self.check("warmup_steps", warmupSteps, in: 0...1_000_000_000)
        try Self.check("decay_share", decayShare, in: 0...1)
        try Self.check("beta1", beta1, in: 0...0.999_999_999)
        try Self.check("beta2", beta2, in: 0...0.999_999_999)
        try Self.check("epsilon", epsilon, in: 1e-30...1)
        try Self.check("weight_decay", weightDecay, in: 0...100)
        try Self.check("gradient_clip", gradientClip, in: 0...1e9)
        try Self.check("held_out", heldOut, in: 0...0.9)
        try Self.check("evaluate_every", evaluateEvery, in: 0...1_000_000_000)
        try Self.check("evaluation_examples", evaluationExamples, in: 0...1_000_000_000)
        try Self.check("checkpoint_every", checkpointEvery, in: 0...1_000_000_000)
        try Self.check("keep_checkpoints", keepCheckpoints, in: 1...1_000_000)
        try Self.check("sample_every", sampleEvery, in: 0...1_000_000_000)
        try Self.check("sample_tokens", sampleTokens, in: 1...1_048_576)
        try Self.check("threads", threads, in: 1...1024)
        if let steps, let minutes {
            throw .unusable(
                key: "minutes", reason: "both steps (\(steps)) and minutes (\(minutes)) are given; give one of them")
        }
    }
}
