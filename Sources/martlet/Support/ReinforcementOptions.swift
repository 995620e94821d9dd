import ArgumentParser
import Training

/// The settings that every run of reinforcement learning has, as flags; the explanations are those of the settings
/// themselves.
struct ReinforcementOptions: ParsableArguments {
    @Option(help: help("model")) var model: String?
    @Option(help: help("environment")) var environment: String?
    @Option(help: help("prompts")) var prompts: String?
    @Option(help: help("output")) var output: String?
    @Option(help: help("chat_template")) var chatTemplate: String?
    @Option(help: help("format")) var format: String?
    @Flag(help: help("skip_bad")) var skipBad = false
    @Option(help: help("reward")) var reward: String?
    @Option(help: help("no_end_penalty")) var noEndPenalty: String?
    @Option(help: help("prompts_per_iteration")) var promptsPerIteration: String?
    @Option(help: help("group_size")) var groupSize: String?
    @Option(help: help("temperature")) var temperature: String?
    @Option(help: help("max_tokens")) var maxTokens: String?
    @Option(help: help("task_phrasings")) var taskPhrasings: String?
    @Option(help: help("task_kinds")) var taskKinds: String?
    @Option(help: help("max_turns")) var maxTurns: String?
    @Flag(help: help("allow_unsandboxed")) var allowUnsandboxed = false
    @Option(help: help("epochs")) var epochs: String?
    @Option(help: help("minibatches")) var minibatches: String?
    @Option(help: help("micro_batch_size")) var microBatchSize: String?
    @Option(help: help("clip")) var clip: String?
    @Option(help: help("clip_high")) var clipHigh: String?
    @Option(help: help("kl_coefficient")) var klCoefficient: String?
    @Option(help: help("reference")) var reference: String?
    @Option(help: help("loss_limit")) var lossLimit: String?
    @Option(help: help("kl_limit")) var klLimit: String?
    @Option(help: help("steps")) var steps: String?
    @Option(help: help("minutes")) var minutes: String?
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
    @Flag(help: help("lora")) var lora = false
    @Option(help: help("lora_rank")) var loraRank: String?
    @Option(help: help("lora_alpha")) var loraAlpha: String?
    @Option(help: help("lora_targets")) var loraTargets: String?
    @Flag(help: help("lora_rank_stabilized")) var loraRankStabilized = false
    @Option(help: help("precision")) var precision: String?
    @Option(help: help("seed")) var seed: String?
    @Option(help: help("held_out")) var heldOut: String?
    @Option(help: help("evaluate_every")) var evaluateEvery: String?
    @Option(help: help("evaluation_prompts")) var evaluationPrompts: String?
    @Option(help: help("checkpoint_every")) var checkpointEvery: String?
    @Option(help: help("keep_checkpoints")) var keepCheckpoints: String?
    @Option(help: help("sample_every")) var sampleEvery: String?
    @Option(help: help("sample_prompt")) var samplePrompt: String?
    @Option(help: help("sample_tokens")) var sampleTokens: String?
    @Option(help: help("threads")) var threads: String?

    /// The settings that the command line gives, by name, as text.
    var given: [(name: String, text: String?)] {
        [
            ("model", model), ("environment", environment), ("prompts", prompts), ("output", output),
            ("chat_template", chatTemplate),
            ("format", format), ("skip_bad", skipBad ? "true" : nil), ("reward", reward),
            ("no_end_penalty", noEndPenalty), ("prompts_per_iteration", promptsPerIteration),
            ("group_size", groupSize), ("temperature", temperature), ("max_tokens", maxTokens),
            ("task_phrasings", taskPhrasings), ("task_kinds", taskKinds), ("max_turns", maxTurns),
            ("allow_unsandboxed", allowUnsandboxed ? "true" : nil), ("epochs", epochs),
            ("minibatches", minibatches), ("micro_batch_size", microBatchSize), ("clip", clip),
            ("clip_high", clipHigh), ("kl_coefficient", klCoefficient), ("reference", reference),
            ("loss_limit", lossLimit), ("kl_limit", klLimit), ("steps", steps), ("minutes", minutes),
            ("learning_rate", learningRate), ("min_learning_rate_ratio", minLearningRateRatio),
            ("warmup_steps", warmupSteps), ("schedule", schedule), ("decay_share", decayShare), ("beta1", beta1),
            ("beta2", beta2), ("epsilon", epsilon), ("weight_decay", weightDecay), ("gradient_clip", gradientClip),
            ("lora", lora ? "true" : nil), ("lora_rank", loraRank), ("lora_alpha", loraAlpha),
            ("lora_targets", loraTargets), ("lora_rank_stabilized", loraRankStabilized ? "true" : nil),
            ("precision", precision), ("seed", seed), ("held_out", heldOut), ("evaluate_every", evaluateEvery),
            ("evaluation_prompts", evaluationPrompts), ("checkpoint_every", checkpointEvery),
            ("keep_checkpoints", keepCheckpoints), ("sample_every", sampleEvery), ("sample_prompt", samplePrompt),
            ("sample_tokens", sampleTokens), ("threads", threads),
        ]
    }

    /// The explanation of a setting, with its default.
    static func help(_ name: String) -> ArgumentHelp { ReinforcementConfiguration.argumentHelp(name) }
}
