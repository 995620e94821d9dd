import ArgumentParser
import Training

/// Every setting of pretraining as a flag; the explanations are those of the settings themselves.
struct PretrainOptions: ParsableArguments {
    @Option(help: help("corpus")) var corpus: String?
    @Option(help: help("output")) var output: String?
    @Option(help: help("depth")) var depth: String?
    @Option(help: help("layers")) var layers: String?
    @Option(help: help("hidden_size")) var hiddenSize: String?
    @Option(help: help("heads")) var heads: String?
    @Option(help: help("kv_heads")) var kvHeads: String?
    @Option(help: help("head_size")) var headSize: String?
    @Option(help: help("ffn_size")) var ffnSize: String?
    @Flag(inversion: .prefixedNo, help: help("tie_embeddings")) var tieEmbeddings: Bool?
    @Flag(inversion: .prefixedNo, help: help("qk_norm")) var qkNorm: Bool?
    @Option(help: help("rope_theta")) var ropeTheta: String?
    @Option(help: help("sequence_length")) var sequenceLength: String?
    @Option(help: help("batch_size")) var batchSize: String?
    @Option(help: help("micro_batch_size")) var microBatchSize: String?
    @Option(help: help("steps")) var steps: String?
    @Option(help: help("minutes")) var minutes: String?
    @Option(help: help("tokens_per_parameter")) var tokensPerParameter: String?
    @Option(help: help("learning_rate")) var learningRate: String?
    @Option(help: help("min_learning_rate_ratio")) var minLearningRateRatio: String?
    @Option(help: help("warmup_steps")) var warmupSteps: String?
    @Option(help: help("schedule")) var schedule: String?
    @Option(help: help("decay_share")) var decayShare: String?
    @Option(help: help("beta1")) var beta1: String?
    @Option(help: help("beta2")) var beta2: String?
    @Option(help: help("epsilon")) var epsilon: String?
    @Option(help: help("weight_decay")) var weightDecay: String?
    @Option(help: help("gradient_clip")) var gradientClip: String?
    @Option(help: help("precision")) var precision: String?
    @Option(help: help("seed")) var seed: String?
    @Option(help: help("sampling")) var sampling: String?
    @Option(help: help("held_out_tail")) var heldOutTail: String?
    @Option(help: help("evaluate_every")) var evaluateEvery: String?
    @Option(help: help("evaluation_tokens")) var evaluationTokens: String?
    @Option(help: help("checkpoint_every")) var checkpointEvery: String?
    @Option(help: help("keep_checkpoints")) var keepCheckpoints: String?
    @Option(help: help("sample_every")) var sampleEvery: String?
    @Option(help: help("sample_prompt")) var samplePrompt: String?
    @Option(help: help("sample_tokens")) var sampleTokens: String?
    @Option(help: help("threads")) var threads: String?

    /// The settings that the command line gives, by name, as text.
    var given: [(name: String, text: String?)] {
        [
            ("corpus", corpus),
            ("output", output),
            ("depth", depth),
            ("layers", layers),
            ("hidden_size", hiddenSize),
            ("heads", heads),
            ("kv_heads", kvHeads),
            ("head_size", headSize),
            ("ffn_size", ffnSize),
            ("tie_embeddings", tieEmbeddings.map { $0 ? "true" : "false" }),
            ("qk_norm", qkNorm.map { $0 ? "true" : "false" }),
            ("rope_theta", ropeTheta),
            ("sequence_length", sequenceLength),
            ("batch_size", batchSize),
            ("micro_batch_size", microBatchSize),
            ("steps", steps),
            ("minutes", minutes),
            ("tokens_per_parameter", tokensPerParameter),
            ("learning_rate", learningRate),
            ("min_learning_rate_ratio", minLearningRateRatio),
            ("warmup_steps", warmupSteps),
            ("schedule", schedule),
            ("decay_share", decayShare),
            ("beta1", beta1),
            ("beta2", beta2),
            ("epsilon", epsilon),
            ("weight_decay", weightDecay),
            ("gradient_clip", gradientClip),
            ("precision", precision),
            ("seed", seed),
            ("sampling", sampling),
            ("held_out_tail", heldOutTail),
            ("evaluate_every", evaluateEvery),
            ("evaluation_tokens", evaluationTokens),
            ("checkpoint_every", checkpointEvery),
            ("keep_checkpoints", keepCheckpoints),
            ("sample_every", sampleEvery),
            ("sample_prompt", samplePrompt),
            ("sample_tokens", sampleTokens),
            ("threads", threads),
        ]
    }

    /// Puts the given settings over those of `configuration`.
    func apply(to configuration: inout PretrainConfiguration) throws(ConfigurationError) {
        for (name, text) in given {
            guard let text else { continue }
            try configuration.set(name, to: text, from: .flag)
        }
    }

    private static func help(_ name: String) -> ArgumentHelp { PretrainConfiguration.argumentHelp(name) }
}
