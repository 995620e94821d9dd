public import Generation
public import Tokenization
import Transformer

/// Prompts that are answered in one turn, several times each, and judged by a reward function.
public struct TextEnvironment: RolloutEnvironment {
    /// The prompts to train on.
    public var train: [PromptTask]
    /// The prompts that are only validated on.
    public var heldOut: [PromptTask]
    /// The vocabulary.
    public var tokenizer: Tokenizer
    /// What says how good an answer is.
    public var reward: any RewardFunction
    /// Prompts of an iteration.
    public var promptsPerIteration: Int
    /// Answers to each.
    public var groupSize: Int
    /// The temperature of their tokens; nothing else bends the probabilities.
    public var temperature: Double
    /// What ends an answer.
    public var stops: StopConditions

    /// - Precondition: there are prompts to train on.
    public init(
        train: [PromptTask], heldOut: [PromptTask] = [], tokenizer: Tokenizer, reward: any RewardFunction,
        promptsPerIteration: Int, groupSize: Int, temperature: Double = 1, stops: StopConditions
    ) {
        precondition(!train.isEmpty, "there is nothing to answer")
        self.train = train
        self.heldOut = heldOut
        self.tokenizer = tokenizer
        self.reward = reward
        self.promptsPerIteration = promptsPerIteration
        self.groupSize = groupSize
        self.temperature = temperature
        self.stops = stops
    }

    public var hasTrials: Bool { !heldOut.isEmpty }

    public func rollouts(ofIteration iteration: Int, seed: UInt64, policy: RolloutPolicy) throws -> [Rollout] {
        let tasks = (0..<promptsPerIteration).map { place in
            task(number: iteration * promptsPerIteration + place, seed: seed)
        }
        return try rollouts(of: tasks, count: groupSize, policy: policy) { place in
            .unfiltered(temperature: temperature, seed: RolloutSeed.seed(run: seed, iteration, place))
        }
    }

    public func trials(policy: RolloutPolicy) throws -> [Rollout] {
        try rollouts(of: heldOut, count: 1, policy: policy) { _ in .greedy }
    }

    /// The prompt that is read as number `number` of the run: each epoch has an order of its own.
    private func task(number: Int, seed: UInt64) -> PromptTask {
        let (epoch, position) = number.quotientAndRemainder(dividingBy: train.count)
        return train[IndexPermutation(count: train.count, seed: RolloutSeed.seed(run: seed, -1, epoch))[position]]
    }

    private func rollouts(
        of tasks: [PromptTask], count: Int, policy: RolloutPolicy, sampling: (Int) -> SamplingOptions
    ) throws -> [Rollout] {
        guard !tasks.isEmpty else { return [] }
        let requests = tasks.enumerated().map { place, task in
            GenerationRequest(prompt: task.tokens, sampling: sampling(place), stops: stops)
        }
        let results = try AnswerEngine(policy: policy, tokenizer: tokenizer).answers(to: requests, count: count)
        let answers = zip(tasks, results).flatMap { task, results in
            results.map { result in
                GradedAnswer(prompt: task.tokens, tokens: result.tokens, text: result.text, expected: task.expected)
            }
        }
        let rewards = try reward.rewards(of: answers)
        return results.enumerated().flatMap { place, results in
            results.enumerated().map { index, result in
                let reward = rewards[place * count + index]
                return Rollout(
                    tokens: tasks[place].tokens + result.tokens,
                    isTrained: tasks[place].tokens.map { _ in false } + result.tokens.map { _ in true },
                    group: place, reward: reward.value, isSuccess: reward.isSuccess, isCut: result.stopReason.isLimit)
            }
        }
    }
}

extension StopReason {
    /// Whether a limit ended the text, and not the model.
    var isLimit: Bool {
        switch self {
        case .tokenLimit, .contextLimit: true
        case .endToken, .stopString, .complete, .cancelled: false
        }
    }
}
