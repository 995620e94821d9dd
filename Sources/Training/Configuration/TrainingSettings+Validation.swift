extension TrainingSettings {
    /// Refuses values that no optimizer could work with.
    func checkOptimizer() throws(ConfigurationError) {
        try Self.check("learning_rate", learningRate, in: 0...100)
        try Self.check("min_learning_rate_ratio", minimumLearningRateRatio, in: 0...1)
        try Self.check("warmup_steps", warmupSteps, in: 0...1_000_000_000)
        try Self.check("decay_share", decayShare, in: 0...1)
        try Self.check("beta1", beta1, in: 0...0.999_999_999)
        try Self.check("beta2", beta2, in: 0...0.999_999_999)
        try Self.check("epsilon", epsilon, in: 1e-30...1)
        try Self.check("weight_decay", weightDecay, in: 0...100)
        try Self.check("gradient_clip", gradientClip, in: 0...1e9)
    }

    /// Refuses values of what is kept of a run, and a length that is said twice.
    func checkRecords() throws(ConfigurationError) {
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

    /// Refuses a schedule that does not fit the number of steps.
    func checkSchedule() throws(ConfigurationError) {
        if let warmupSteps, let steps, warmupSteps > steps {
            throw .unusable(
                key: "warmup_steps", reason: "\(warmupSteps) steps of warm-up are more than the run's \(steps) steps")
        }
    }
}
