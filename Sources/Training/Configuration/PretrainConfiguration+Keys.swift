extension PretrainConfiguration {
    /// Every setting by name, with its explanation.
    public static let keys: [ConfigurationKey<Self>] = places + model + size + optimizer + arithmetic + watching

    private static let places: [ConfigurationKey<Self>] = [
        .derived("corpus", \.corpus, resume: true, "Corpus folder that `martlet corpus build` wrote."),
        .derived("output", \.output, resume: true, "Run folder: configuration, metrics, checkpoints, report, model."),
    ]

    private static let model: [ConfigurationKey<Self>] = [
        .value("depth", \.depth, "The one dial: sizes the model, the batch, the learning rate and the horizon."),
        .derived("layers", \.layers, "Transformer blocks (default: depth)."),
        .derived("hidden_size", \.hiddenSize, "Width of the residual stream (default: 64 x depth)."),
        .derived("heads", \.heads, "Query heads (default: hidden_size / head_size)."),
        .derived(
            "kv_heads", \.keyValueHeads, "Key and value heads, shared by the query heads (default: half of heads)."),
        .derived("head_size", \.headSize, "Width of a head (default: 32 up to a hidden size of 256, then 64)."),
        .derived("ffn_size", \.feedForwardSize, "Inner width of the feed-forward (default: 8/3 hidden_size, to 32)."),
        .value("tie_embeddings", \.tiesEmbeddings, "Use the embedding matrix as output projection too."),
        .value("qk_norm", \.usesQKNorm, "Normalise queries and keys per head, which steadies high learning rates."),
        .value("rope_theta", \.ropeTheta, "Base of the rotary wavelengths."),
    ]

    private static let size: [ConfigurationKey<Self>] = [
        .value("sequence_length", \.sequenceLength, "Tokens a sequence; also the context of the finished model."),
        .derived("batch_size", \.batchSize, "Sequences a step (default: about 512 x depth tokens, a power of two)."),
        .derived("micro_batch_size", \.microBatchSize, "Sequences at a time; a divisor of batch_size (accumulation)."),
        .derived("steps", \.steps, "Optimizer steps (default: from minutes, else from tokens_per_parameter)."),
        .derived("minutes", \.minutes, "Time to train for; measured first, then fixed as steps in run.yaml."),
        .value("tokens_per_parameter", \.tokensPerParameter, "Horizon where neither steps nor minutes are given."),
    ]

    private static let optimizer = optimizerKeys(
        learningRate: "1.5e-3 x 256 / hidden_size")

    private static let arithmetic: [ConfigurationKey<Self>] = [
        .value("precision", \.precision, "Matrix products in auto, bf16 or fp32; weights and sums are fp32."),
        .value("seed", \.seed, "Seed of the weights, the order of the data and the samples."),
        .value("sampling", \.sampling, "epochs: every window once, shuffled; random: independent offsets."),
        .value("held_out_tail", \.heldOutTail, "Last share of a corpus without held-out part to validate on."),
    ]

    private static let watching = watchingKeys(
        .value("evaluation_tokens", \.evaluationTokens, "Held-out tokens a validation reads, spread evenly; 0: all."),
        sampleEvery: "a fifth of steps; 0: none",
        samplePrompt: "Text that samples continue; empty: from the start of a document.")
}
