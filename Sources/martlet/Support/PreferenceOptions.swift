import ArgumentParser
import Training

/// The settings that every run on preferences has, as flags; the explanations are those of the settings themselves.
struct PreferenceOptions: ParsableArguments {
    @Option(help: help("model")) var model: String?
    @Option(help: help("data")) var data: String?
    @Option(help: help("output")) var output: String?
    @Option(help: help("chat_template")) var chatTemplate: String?
    @Flag(help: help("skip_bad")) var skipBad = false
    @Option(help: help("sequence_length")) var sequenceLength: String?
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
    @Option(help: help("loss_limit")) var lossLimit: String?
    @Option(help: help("precision")) var precision: String?
    @Option(help: help("seed")) var seed: String?
    @Option(help: help("held_out")) var heldOut: String?
    @Option(help: help("evaluate_every")) var evaluateEvery: String?
    @Option(help: help("evaluation_examples")) var evaluationExamples: String?
    @Option(help: help("checkpoint_every")) var checkpointEvery: String?
    @Option(help: help("keep_checkpoints")) var keepCheckpoints: String?
    @Option(help: help("threads")) var threads: String?

    /// The settings that the command line gives, by name, as text.
    var given: [(name: String, text: String?)] {
        [
            ("model", model),
            ("data", data),
            ("output", output),
            ("chat_template", chatTemplate),
            ("skip_bad", skipBad ? "true" : nil),
            ("sequence_length", sequenceLength),
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
            ("loss_limit", lossLimit),
            ("precision", precision),
            ("seed", seed),
            ("held_out", heldOut),
            ("evaluate_every", evaluateEvery),
            ("evaluation_examples", evaluationExamples),
            ("checkpoint_every", checkpointEvery),
            ("keep_checkpoints", keepCheckpoints),
            ("threads", threads),
        ]
    }

    /// The explanation of a setting, with its default.
    static func help(_ name: String) -> ArgumentHelp { PreferenceConfiguration.argumentHelp(name) }
}
