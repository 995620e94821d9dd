extension TrainingSettings {
    /// The settings of the optimizer by name, with their explanations.
    ///
    /// - Parameters:
    ///   - learningRate: What the peak is where it is not given.
    ///   - warmup: How long the warm-up is where it is not given.
    static func optimizerKeys(
        learningRate: String, warmup: String = "a tenth of steps, at most 100"
    ) -> [ConfigurationKey<Self>] {
        [
            .derived("learning_rate", \.learningRate, "Peak learning rate of AdamW (default: \(learningRate))."),
            .value("min_learning_rate_ratio", \.minimumLearningRateRatio, "Last learning rate as a share of the peak."),
            .derived("warmup_steps", \.warmupSteps, "Steps of linear warm-up (default: \(warmup))."),
            .value("schedule", \.schedule, "Fall of the learning rate: cosine, linear, constant, wsd."),
            .value("decay_share", \.decayShare, "Last share of the steps in which wsd decays."),
            .value("beta1", \.beta1, "AdamW's decay of the mean gradient."),
            .value("beta2", \.beta2, "AdamW's decay of the mean squared gradient."),
            .value("epsilon", \.epsilon, "AdamW's guard against division by zero."),
            .value("weight_decay", \.weightDecay, "AdamW's decoupled weight decay, on matrices alone."),
            .value("gradient_clip", \.gradientClip, "Largest norm of the gradient; 0 leaves it as it is."),
        ]
    }

    /// What is watched and kept by name, with its explanations.
    ///
    /// - Parameters:
    ///   - evaluateEvery: The steps between validations where they are not given.
    ///   - amount: How much a validation reads.
    ///   - sampleEvery: The steps between samples where they are not given.
    ///   - samplePrompt: What a sample answers or continues.
    static func watchingKeys(
        evaluateEvery: String = "a twentieth of steps", _ amount: ConfigurationKey<Self>, sampleEvery: String,
        samplePrompt: String
    ) -> [ConfigurationKey<Self>] {
        [
            .derived(
                "evaluate_every", \.evaluateEvery,
                "Steps between validations (default: \(evaluateEvery); 0: at the end)."),
            amount,
            .derived(
                "checkpoint_every", \.checkpointEvery, resume: true,
                "Steps between checkpoints (default: a tenth of steps; 0: at the end)."),
            .value("keep_checkpoints", \.keepCheckpoints, resume: true, "Newest checkpoints kept."),
            .derived("sample_every", \.sampleEvery, "Steps between samples of text (default: \(sampleEvery))."),
            .value("sample_prompt", \.samplePrompt, samplePrompt),
            .value("sample_tokens", \.sampleTokens, "Tokens a sample."),
            .derived(
                "threads", \.threads, resume: true, "Threads (default: all cores); changes no bit of the result."),
        ]
    }
}
