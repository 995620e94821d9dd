extension ReinforcementConfiguration {
    /// Every setting by name, with its explanation.
    public static let keys: [ConfigurationKey<Self>] =
        places + rewards + rollouts + tasks + losses + adapterKeys + length + optimizer + arithmetic + watching

    private static let places: [ConfigurationKey<Self>] = [
        .derived("model", \.model, resume: true, "Model directory, or folder of a finished run, to begin with."),
        .value(
            "environment", \.environment,
            "What is acted in: prompts, answered in one turn; tasks, done with an agent's tools."),
        .derived("prompts", \.prompts, resume: true, "Prompts: a JSON Lines file, or a folder of them."),
        .derived("output", \.output, resume: true, "Run folder: configuration, metrics, checkpoints, report, model."),
        .derived(
            "chat_template", \.chatTemplate, resume: true,
            "Jinja file of the chat template (default: the model's own, else ChatML with tool calls)."),
        .value(
            "format", \.format,
            "How prompts that are texts are shown: text, as they are; chat, as a user's turn; auto, by the model's template."
        ),
        .value("skip_bad", \.skipBad, "Leave out prompts that cannot be used, counted by reason."),
    ]

    private static let rewards: [ConfigurationKey<Self>] = [
        .derived(
            "reward", \.reward,
            "exact, number, json[:SCHEMA], length:LIMIT[:MARGIN], model:PATH; a sum with weights: 'exact + 0.2*length:64'."
        ),
        .derived(
            "no_end_penalty", \.noEndPenalty, "What an answer loses that a limit cut off (default: grpo 0; ppo 1)."),
    ]

    private static let rollouts: [ConfigurationKey<Self>] = [
        .value("algorithm", \.algorithm, "How the policy learns: grpo, ppo."),
        .value(
            "prompts_per_iteration", \.promptsPerIteration, "Prompts or tasks to act on before anything is learned."),
        .derived("group_size", \.groupSize, "Answers to each prompt (default: grpo 8; ppo 1)."),
        .value("temperature", \.temperature, "Temperature of the answers; nothing else bends the probabilities."),
        .derived(
            "max_tokens", \.maxTokens,
            "Tokens of an answer or of all turns of a task, at most (default: 256, or half the context)."),
        .derived("epochs", \.epochs, "How often each answer is learned from (default: grpo 1; ppo 4)."),
        .value("minibatches", \.minibatches, "Optimizer steps of each of these passes."),
        .derived(
            "micro_batch_size", \.microBatchSize,
            "Answers at a time (accumulation); changes the memory, not the result."),
    ]

    private static let tasks: [ConfigurationKey<Self>] = [
        .value("task_phrasings", \.taskPhrasings, "Wordings of tasks, which take turns: trained, practised."),
        .value(
            "task_kinds", \.taskKinds, "Kinds of tasks, which take turns, in one text; all of them where it is empty."),
        .value("max_turns", \.maxTurns, "Turns that a task may take at most."),
        .value(
            "allow_unsandboxed", \.allowUnsandboxed, resume: true,
            "Run tests, which run what the model wrote, where the machine has no sandbox for them."),
    ]

    private static let losses: [ConfigurationKey<Self>] = [
        .value(
            "loss", \.loss,
            "Variant of grpo: grpo, each answer weighs the same; dapo, each token; dr_grpo, a constant length."),
        .value("clip", \.clip, "How far the ratio of probabilities may fall below 1."),
        .derived("clip_high", \.clipHigh, "How far it may rise above 1 (default: clip)."),
        .derived(
            "kl_coefficient", \.klCoefficient,
            "What distance from the first model costs: grpo in the loss, ppo in the reward (default: grpo 0; ppo 0.05)."
        ),
        .value("reference", \.reference, "Keep the first model, to measure the distance; false saves its memory."),
        .value("value_coefficient", \.valueCoefficient, "Weight of the value's loss in ppo."),
        .value("value_clip", \.valueClip, "How far a value may move from the old one in ppo."),
        .value("gamma", \.gamma, "What a reward is worth one token earlier in ppo."),
        .value("lambda", \.lambda, "How far a surprise reaches back in ppo."),
        .value("whiten", \.whiten, "Bring the advantages of ppo to mean 0 and variance 1."),
        .value("loss_limit", \.lossLimit, resume: true, "Loss of a step above which the run stops."),
        .value("kl_limit", \.klLimit, resume: true, "Distance in nats a token above which the run stops."),
    ]

    private static let length: [ConfigurationKey<Self>] = [
        .derived("steps", \.steps, "Optimizer steps (default: from minutes, else one pass over the prompts)."),
        .derived("minutes", \.minutes, "Time to train for; measured first, then fixed as steps in run.yaml."),
    ]

    private static let optimizer = optimizerKeys(
        learningRate: "1e-5 x 256 / hidden_size; with lora ten times that",
        warmup: "a twentieth of steps, at most 20")

    private static let arithmetic: [ConfigurationKey<Self>] = [
        .value("precision", \.precision, "Matrix products in auto, bf16 or fp32; weights and sums are fp32."),
        .value("seed", \.seed, "Seed of the order of the prompts and of every answer."),
        .value(
            "held_out", \.heldOut,
            "Share of the prompts, chosen by hash, that are validated on, not trained; 0: no validation."),
    ]

    private static let watching = watchingKeys(
        evaluateEvery: "a tenth of steps",
        .value(
            "evaluation_prompts", \.evaluationPrompts,
            "Held-out prompts or tasks of a validation, without chance; 0: all prompts."),
        sampleEvery: "as evaluate_every",
        samplePrompt: "What is asked in a sample (default: the first prompt).")
}
