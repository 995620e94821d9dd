import AgentTraining
import Agents
import Foundation
import Foundations
import Generation
import Tensors
import TestSupport
import Testing
import Tokenization
import Training
import Transformer

@Suite("Practising on tasks")
struct TaskPracticeRunTests {
    private static func settings() -> ReinforcementConfiguration {
        var settings = ReinforcementConfiguration()
        settings.promptsPerIteration = 2
        settings.groupSize = 2
        settings.maxTokens = 60
        settings.steps = 4
        settings.epochs = 2
        settings.minibatches = 1
        settings.learningRate = 1e-3
        settings.checkpointEvery = 1
        settings.keepCheckpoints = 9
        settings.evaluateEvery = 2
        settings.sampleEvery = 0
        settings.precision = .fp32
        settings.klCoefficient = 0.1
        return settings
    }

    private static func training(_ model: URL, stop: StopSignal = StopSignal()) throws -> Reinforcement {
        var training = Reinforcement(
            model: model, practice: try TinyAgent.practice(), taskCount: 8, device: CPUDevice(threadCount: 1),
            stop: stop)
        let make = training.makeEnvironment
        training.makeEnvironment = { EvenEnvironment(inner: try make($0, $1)) }
        return training
    }

    @Test(
        "A run that was resumed in the midst of an iteration ends with the same bits, and its model takes part in conversations"
    )
    func resumes() throws {
        let folder = try TemporaryDirectory()
        let model = folder.url.appending(path: "model")
        try TinyAgent.save(TinyAgent.model(), to: model)
        let whole = folder.url.appending(path: "whole")
        let summary = try Self.training(model).start(Self.settings(), in: whole)
        #expect(summary.outcome == .finished && summary.step == 4)
        let parts = folder.url.appending(path: "parts")
        try FileManager.default.copyItem(at: whole, to: parts)
        // As after a kill behind step 3, which is the first of an iteration's two.
        try FileManager.default.removeItem(at: parts.appending(path: "model"))
        for name in try FileManager.default.contentsOfDirectory(atPath: parts.appending(path: "checkpoints").path)
        where name.hasSuffix("4") {
            try FileManager.default.removeItem(at: parts.appending(path: "checkpoints/\(name)"))
        }
        let resumed = try Self.training(model).resume(in: parts)
        #expect(resumed.outcome == .finished)
        let weights = "model/model.safetensors"
        #expect(
            try Data(contentsOf: whole.appending(path: weights)) == Data(contentsOf: parts.appending(path: weights)))
        #expect(
            try Data(contentsOf: whole.appending(path: weights))
                != Data(contentsOf: model.appending(path: "model.safetensors")))
        let finished = whole.appending(path: "model")
        _ = try ChatEncoder(
            tokenizer: Tokenizer(tokenizerJSON: finished.appending(path: Tokenizer.fileName)),
            template: ChatTemplate(directory: finished))
    }
}

/// Rewards even tokens: a policy with random weights solves no task, and all that fails earns the same.
private struct EvenEnvironment: RolloutEnvironment {
    let inner: any RolloutEnvironment

    var hasTrials: Bool { inner.hasTrials }

    func rollouts(ofIteration iteration: Int, seed: UInt64, policy: RolloutPolicy) throws -> [Rollout] {
        try inner.rollouts(ofIteration: iteration, seed: seed, policy: policy).map { rollout in
            var rollout = rollout
            rollout.reward = Double(zip(rollout.tokens, rollout.isTrained).count { $1 && $0.isMultiple(of: 2) })
            return rollout
        }
    }

    func trials(policy: RolloutPolicy) throws -> [Rollout] { try inner.trials(policy: policy) }
}
