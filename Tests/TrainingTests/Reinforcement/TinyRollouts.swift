import Foundation
import Foundations
import Generation
import TestSupport
import Tensors
import Tokenization
import Training
import Transformer

/// A run of reinforcement learning small enough for a test: digits are asked for, and sevens are rewarded.
struct TinyRollouts {
    /// Digits, and what ends an answer.
    static var tokenizer: Tokenizer { Tokenizer(characterVocabularyOf: "0123456789+=", specialTokens: ["<|end|>"]) }
    static let endToken: Int32 = 13
    static let seven: Int32 = 8

    /// The share of sevens; an answer that begins with one is a success.
    struct Sevens: RewardFunction {
        let name = "sevens"
        func rewards(of answers: [GradedAnswer]) -> [Reward] {
            answers.map { answer in
                let count = answer.tokens.count { $0 == seven }
                return Reward(
                    Double(count) / Double(max(answer.tokens.count, 1)), isSuccess: answer.tokens.first == seven)
            }
        }
    }

    /// A policy with random weights.
    static func model(seed: UInt64 = 1) throws -> CausalLM {
        try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: 14, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
                intermediateSize: 48, maximumPositions: 32, initializerRange: 0.2, endOfTextTokens: [endToken]),
            seed: seed)
    }

    static func tasks(_ count: Int) -> [PromptTask] {
        (0..<count).map { index in
            let text = "\(index % 10)+\(index / 10 % 10)="
            return PromptTask(tokens: tokenizer.encode(text), text: text, expected: 7)
        }
    }

    static func environment(prompts: Int = 4, group: Int = 4, tokens: Int = 6) -> TextEnvironment {
        TextEnvironment(
            train: tasks(20), heldOut: Array(tasks(30).suffix(5)), tokenizer: tokenizer, reward: Sevens(),
            promptsPerIteration: prompts, groupSize: group, stops: StopConditions(maximumTokens: tokens))
    }

    var settings = ReinforcementConfiguration()
    var data: PromptData
    private let folder: TemporaryDirectory

    /// The directory of the model to begin with.
    var model: URL { folder.file("base") }

    init(_ algorithm: PolicyAlgorithm, steps: Int? = 9) throws {
        folder = try TemporaryDirectory()
        data = PromptData(tasks: Self.tasks(40), heldOutShare: 0.2, tokenizer: Self.tokenizer, name: "test")
        try Self.model().save(to: folder.file("base"))
        settings.algorithm = algorithm
        settings.promptsPerIteration = 4
        settings.groupSize = 4
        settings.maxTokens = 6
        settings.epochs = 2
        settings.minibatches = 2
        settings.microBatchSize = 3
        settings.steps = steps
        settings.warmupSteps = 2
        settings.learningRate = 3e-3
        settings.evaluateEvery = 3
        settings.checkpointEvery = 2
        settings.precision = .fp32
    }

    func training(threads: Int = 1, stopAfter stop: Int? = nil) -> Reinforcement {
        let signal = StopSignal()
        return Reinforcement(model: model, data: data, device: CPUDevice(threadCount: threads), stop: signal) {
            if case .step(let metrics) = $0, metrics.step == stop { signal.request() }
        } makeReward: { _, _ in
            Sevens()
        }
    }
}
