extension FineTuneConfiguration {
    /// Every setting by name, with its explanation.
    public static let keys: [ConfigurationKey<Self>] = places + size + adapterKeys + optimizer + arithmetic + watching

    private static let places: [ConfigurationKey<Self>] = [
        .derived("model", \.model, resume: true, "Model directory, or folder of a finished run, to begin with."),
        .derived("data", \.data, resume: true, "Chat transcripts: a JSON Lines file, or a folder of them."),
        .derived(
            "format", \.format, resume: true,
            "Format of the data: chat, sharegpt, alpaca (default: what each transcript itself shows)."),
        .derived("output", \.output, resume: true, "Run folder: configuration, metrics, checkpoints, report, model."),
        .derived(
            "chat_template", \.chatTemplate, resume: true,
            "Jinja file of the chat template (default: the model's own, else ChatML with tool calls)."),
        .value("skip_bad", \.skipBad, "Leave out transcripts that cannot be used, counted by reason."),
        .value(
            "cut_long", \.cutLong, "Cut transcripts that are longer than a sequence, counted; else they are refused."),
    ]

    private static let size: [ConfigurationKey<Self>] = [
        .derived(
            "sequence_length", \.sequenceLength,
            "Tokens a sequence; longer ones than the model's context lengthen it (default: that)."),
        .value("packing", \.packing, "Put several transcripts into a sequence; none sees another."),
        .derived("batch_size", \.batchSize, "Sequences a step (default: about 4,096 tokens' worth)."),
        .derived("micro_batch_size", \.microBatchSize, "Sequences at a time; a divisor of batch_size (accumulation)."),
        .value("epochs", \.epochs, "How often every transcript is read, where neither steps nor minutes are given."),
        .derived("steps", \.steps, "Optimizer steps (default: from minutes, else from epochs)."),
        .derived("minutes", \.minutes, "Time to train for; measured first, then fixed as steps in run.yaml."),
    ]

    private static let optimizer: [ConfigurationKey<Self>] = [
        .derived(
            "learning_rate", \.learningRate,
            "Peak learning rate of AdamW (default: 7.5e-4 x 256 / hidden_size; with lora ten times that)."),
        .value("min_learning_rate_ratio", \.minimumLearningRateRatio, "Last learning rate as a share of the peak."),
        .derived("warmup_steps", \.warmupSteps, "Steps of linear warm-up (default: a tenth of steps, at most 100)."),
        .value("schedule", \.schedule, "Fall of the learning rate: cosine, linear, constant, wsd."),
        .value("decay_share", \.decayShare, "Last share of the steps in which wsd decays."),
        .value("beta1", \.beta1, "AdamW's decay of the mean gradient."),
        .value("beta2", \.beta2, "AdamW's decay of the mean squared gradient."),
        .value("epsilon", \.epsilon, "AdamW's guard against division by zero."),
        .value("weight_decay", \.weightDecay, "AdamW's decoupled weight decay, on matrices alone."),
        .value("gradient_clip", \.gradientClip, "Largest norm of the gradient; 0 leaves it as it is."),
    ]

    private static let arithmetic: [ConfigurationKey<Self>] = [
        .value("precision", \.precision, "Matrix products in auto, bf16 or fp32; weights and sums are fp32."),
        .value("seed", \.seed, "Seed of the order of the transcripts."),
        .value("held_out", \.heldOut, "Share of the transcripts, chosen by hash, that are validated on, not trained."),
    ]

    private static let watching: [ConfigurationKey<Self>] = [
        .derived(
            "evaluate_every", \.evaluateEvery,
            "Steps between validations (default: a twentieth of steps; 0: at the end)."),
        .value("evaluation_tokens", \.evaluationTokens, "Held-out tokens a validation reads; 0: all."),
        .derived(
            "checkpoint_every", \.checkpointEvery, resume: true,
            "Steps between checkpoints (default: a tenth of steps; 0: at the end)."),
        .value("keep_checkpoints", \.keepCheckpoints, resume: true, "Newest checkpoints kept."),
        .derived("sample_every", \.sampleEvery, "Steps between samples of text (default: 0, none)."),
        .value("sample_prompt", \.samplePrompt, "What a user says in a sample."),
        .value("sample_tokens", \.sampleTokens, "Tokens a sample."),
        .derived(
            "threads", \.threads, resume: true, "Threads (default: all cores); changes no bit of the result."),
    ]
}
