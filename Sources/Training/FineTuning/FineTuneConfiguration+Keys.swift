extension FineTuneConfiguration {
    /// Every setting by name, with its explanation.
    public static let keys: [ConfigurationKey<Self>] =
        places + size + adapterKeys + dropoutKey(\.loraDropout) + optimizer + arithmetic + watching

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

    private static let optimizer = optimizerKeys(
        learningRate: "7.5e-4 x 256 / hidden_size; with lora ten times that")

    private static let arithmetic: [ConfigurationKey<Self>] = [
        .value("precision", \.precision, "Matrix products in auto, bf16 or fp32; weights and sums are fp32."),
        .value("seed", \.seed, "Seed of the order of the transcripts."),
        .value("held_out", \.heldOut, "Share of the transcripts, chosen by hash, that are validated on, not trained."),
    ]

    private static let watching = watchingKeys(
        .value("evaluation_tokens", \.evaluationTokens, "Held-out tokens a validation reads; 0: all."),
        sampleEvery: "0, none",
        samplePrompt: "What a user says in a sample.")
}
