extension PreferenceConfiguration {
    /// Every setting by name, with its explanation.
    public static let keys: [ConfigurationKey<Self>] =
        places + preference + size + adapterKeys + dropoutKey(\.loraDropout) + optimizer + arithmetic + watching

    private static let places: [ConfigurationKey<Self>] = [
        .derived("model", \.model, resume: true, "Model directory, or folder of a finished run, to begin with."),
        .derived("data", \.data, resume: true, "Preferences: a JSON Lines file, or a folder of them."),
        .derived("output", \.output, resume: true, "Run folder: configuration, metrics, checkpoints, report, model."),
        .derived(
            "chat_template", \.chatTemplate, resume: true,
            "Jinja file of the chat template (default: the model's own, else ChatML with tool calls)."),
        .value("skip_bad", \.skipBad, "Leave out preferences that cannot be used, counted by reason."),
    ]

    private static let preference: [ConfigurationKey<Self>] = [
        .value("loss", \.loss, "The loss: dpo, ipo, hinge, cdpo, rdpo, kto, orpo, simpo; reward for a reward model."),
        .derived(
            "beta", \.beta,
            "How firmly the reference holds; simpo: scale of the reward; orpo: weight of the odds (default: 0.1; simpo: 2)."
        ),
        .value("gamma", \.gamma, "Margin that simpo asks for."),
        .value("label_smoothing", \.labelSmoothing, "Share of wrong labels that cdpo and rdpo expect."),
        .value("desirable_weight", \.desirableWeight, "Weight of desirable answers in kto."),
        .value("undesirable_weight", \.undesirableWeight, "Weight of undesirable answers in kto."),
        .value("centring", \.centring, "How strongly a reward model's scores are drawn together around 0."),
        .derived(
            "loss_limit", \.lossLimit, resume: true,
            "Loss of a step above which the run stops (default: 20 times that of the start, at least 20)."),
        .value(
            "drift_limit", \.driftLimit, resume: true,
            "Nats a token that answers may move from the reference on average before the run stops."),
    ]

    private static let size: [ConfigurationKey<Self>] = [
        .derived(
            "sequence_length", \.sequenceLength,
            "Tokens of a prompt with its answer; more than the model's context lengthen it (default: that)."),
        .value("batch_size", \.batchSize, "Preferences a step."),
        .derived(
            "micro_batch_size", \.microBatchSize, "Preferences at a time; a divisor of batch_size (accumulation)."),
        .value("epochs", \.epochs, "How often every preference is read, where neither steps nor minutes are given."),
        .derived("steps", \.steps, "Optimizer steps (default: from minutes, else from epochs)."),
        .derived("minutes", \.minutes, "Time to train for; measured first, then fixed as steps in run.yaml."),
    ]

    private static let optimizer = optimizerKeys(
        learningRate: "5e-5 x 256 / hidden_size, reward six times that; with lora ten times")

    private static let arithmetic: [ConfigurationKey<Self>] = [
        .value("precision", \.precision, "Matrix products in auto, bf16 or fp32; weights and sums are fp32."),
        .value("seed", \.seed, "Seed of the order of the preferences."),
        .value("held_out", \.heldOut, "Share of the prompts, chosen by hash, that are validated on, not trained."),
    ]

    private static let watching = watchingKeys(
        .value("evaluation_examples", \.evaluationExamples, "Held-out preferences a validation reads; 0: all."),
        sampleEvery: "0, none",
        samplePrompt: "What a user says in a sample.")
}
