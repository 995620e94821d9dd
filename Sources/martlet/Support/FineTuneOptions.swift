import ArgumentParser
import Training

/// Every setting of fine-tuning as a flag; the explanations are those of the settings themselves.
struct FineTuneOptions: ParsableArguments {
    @Option(help: help("model")) var model: String?
    @Option(help: help("data")) var data: String?
    @Option(help: help("format")) var format: String?
    @Option(help: help("output")) var output: String?
    @Option(help: help("chat_template")) var chatTemplate: String?
    @Flag(help: help("skip_bad")) var skipBad = false
    @Flag(help: help("cut_long")) var cutLong = false
    @Option(help: help("sequence_length")) var sequenceLength: String?
    @Flag(inversion: .prefixedNo, help: help("packing")) var packing: Bool?
    @Option(help: help("batch_size")) var batchSize: String?
    @Option(help: help("micro_batch_size")) var microBatchSize: String?
    @Option(help: help("epochs")) var epochs: String?
    @Option(help: help("steps")) var steps: String?
    @Option(help: help("minutes")) var minutes: String?
    @Flag(help: help("lora")) var lora = false
    @Option(help: help("lora_rank")) var loraRank: String?
    @Option(help: help("lora_alpha")) var loraAlpha: String?
    @Option(help: help("lora_targets")) var loraTargets: String?
    @Option(help: help("lora_dropout")) var loraDropout: String?
    @Flag(help: help("lora_rank_stabilized")) var loraRankStabilized = false
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
    @Option(help: help("held_out")) var heldOut: String?
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
            ("model", model),
            ("data", data),
            ("format", format),
            ("output", output),
            ("chat_template", chatTemplate),
            ("skip_bad", skipBad ? "true" : nil),
            ("cut_long", cutLong ? "true" : nil),
            ("sequence_length", sequenceLength),
            ("packing", packing.map { $0 ? "true" : "false" }),
            ("batch_size", batchSize),
            ("micro_batch_size", microBatchSize),
            ("epochs", epochs),
            ("steps", steps),
            ("minutes", minutes),
            ("lora", lora ? "true" : nil),
            ("lora_rank", loraRank),
            ("lora_alpha", loraAlpha),
            ("lora_targets", loraTargets),
            ("lora_dropout", loraDropout),
            ("lora_rank_stabilized", loraRankStabilized ? "true" : nil),
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
            ("held_out", heldOut),
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
    func apply(to configuration: inout FineTuneConfiguration) throws(ConfigurationError) {
        for (name, text) in given {
            guard let text else { continue }
            try configuration.set(name, to: text, from: .flag)
        }
    }

    private static func help(_ name: String) -> ArgumentHelp { FineTuneConfiguration.argumentHelp(name) }
}
