import Foundation
import Foundations
import Tensors
import Testing
import Training
import Transformer

@Suite("Objectives of policies")
struct PolicyObjectiveTests {
    private func trainer<Goal: Objective>(
        _ objective: Goal, head: ScalarHead? = nil, estimator: any AdvantageEstimator, microBatch: Int,
        epochs: Int = 1, minibatches: Int = 1, rate: Double = 3e-3, adapter: Bool = false,
        reference: ReferencePolicy? = nil
    ) throws -> Trainer<Goal, RolloutSource> where Goal.Batch == RolloutBatch {
        let model = try TinyRollouts.model()
        if adapter { try model.attach(LoRAAdapter(LoRAConfiguration(rank: 4, alpha: 8), for: model, seed: 3)) }
        let source = RolloutSource(
            environment: TinyRollouts.environment(prompts: 4, group: 2),
            policy: RolloutPolicy(model: model, device: CPUDevice.shared, precision: .float32),
            reference: try reference ?? .model(TinyRollouts.model(seed: 2)), head: head, estimator: estimator,
            plan: RolloutPlan(epochs: epochs, minibatches: minibatches, microBatchSize: microBatch), seed: 3)
        return Trainer(
            model: model, objective: objective, source: source,
            optimizer: AdamW(
                parameters: model.trainableParameters + objective.parameters, settings: AdamW.Settings(),
                device: CPUDevice.shared),
            schedule: LearningRateSchedule(
                shape: .constant, peak: rate, minimumRatio: 1, warmupSteps: 0, steps: 100), gradientClip: 1,
            device: CPUDevice.shared, precision: .float32)
    }

    private func expectSame<Goal: Objective>(
        _ whole: Trainer<Goal, RolloutSource>, _ parts: Trainer<Goal, RolloutSource>
    ) throws {
        for _ in 0..<3 {
            let (expected, found) = (try whole.takeStep(), try parts.takeStep())
            #expect(abs(expected.loss - found.loss) < 2e-5 * max(1, abs(expected.loss)))
            #expect(abs(expected.gradientNorm - found.gradientNorm) < 1e-3 * expected.gradientNorm)
            #expect(expected.tokens == found.tokens)
            for figure in expected.figures {
                let other = try #require(found.figures[figure.name])
                #expect(abs(figure.value - other) < 1e-4 * max(1, abs(figure.value)), "\(figure.name)")
            }
        }
        for (expected, found) in zip(whole.optimizer.parameters, parts.optimizer.parameters) {
            #expect(zip(expected.value.values, found.value.values).allSatisfy { abs($0 - $1) < 5e-4 })
        }
    }

    @Test("Eight batches of one equal one batch of eight, whatever the variant", arguments: GRPOLossKind.allCases)
    func accumulation(kind: GRPOLossKind) throws {
        let objective = GRPOObjective(normalization: kind.normalization(longest: 6), klCoefficient: 0.1)
        let estimator = GroupEstimator(advantage: kind.advantage)
        try expectSame(
            trainer(objective, estimator: estimator, microBatch: 8),
            trainer(objective, estimator: estimator, microBatch: 1))
    }

    @Test("Eight batches of one equal one batch of eight in PPO, its value model included")
    func valueAccumulation() throws {
        func make(_ microBatch: Int) throws -> Trainer<PPOObjective, RolloutSource> {
            let head = ScalarHead(hiddenSize: 32, name: "value", hasBias: true, deviation: 0.1, seed: 1)
            return try trainer(
                PPOObjective(head: head), head: head,
                estimator: ValueEstimator(control: TokenRewards(coefficient: 0.05)), microBatch: microBatch, epochs: 3)
        }
        try expectSame(make(8), make(1))
    }

    @Test("On policy the value of GRPO is 0 and its gradient is not", arguments: GRPOLossKind.allCases)
    func onPolicy(kind: GRPOLossKind) throws {
        // Answers of equal length, so that the mean over tokens is that over answers.
        let objective = GRPOObjective(normalization: kind.normalization(longest: 4))
        let model = try TinyRollouts.model()
        var generator = SplitMix64(seed: 6)
        let rollouts = (0..<8).map { index in
            Rollout(
                tokens: (0..<7).map { _ in Int32(generator.next(below: 13)) },
                isTrained: (0..<7).map { $0 > 2 }, group: index / 4, reward: generator.normal())
        }
        let source = RolloutSource(
            environment: FixedRollouts(rollouts: rollouts),
            policy: RolloutPolicy(model: model, device: CPUDevice.shared, precision: .float32), reference: .none,
            estimator: GroupEstimator(advantage: kind.advantage), plan: RolloutPlan(microBatchSize: 8), seed: 1)
        let batch = try #require(try source.microBatches(ofStep: 0).first)
        let tape = Tape(mode: .training)
        let weight = objective.weight(of: batch)
        let loss = try objective.loss(of: batch, model: model, tape: tape, scale: Float(1 / weight))
        tape.backward()
        #expect(abs(loss.sum / weight) < 1e-6)
        let norm = model.parameters.reduce(0) { $0 + $1.gradient.values.reduce(0) { $0 + Double($1) * Double($1) } }
        #expect(norm.squareRoot() > 1e-2)
    }

    @Test("The gradient of an episode of several turns is that of finite differences")
    func differences() throws {
        let model = try TinyRollouts.model()
        let rollouts = [
            Rollout(
                tokens: [1, 2, 3, 4, 5, 6, 7, 8], isTrained: [false, true, true, false, false, true, false, true],
                group: 0, reward: 1),
            Rollout(tokens: [1, 9, 3], isTrained: [false, false, true], group: 0, reward: 0),
        ]
        let counts = rollouts.map(\.trainedCount)
        #expect(counts == [4, 1])
        let batch = RolloutBatch(
            zip(rollouts, [[-2.5, -2.2, -3.1, -2.4], [-2.9]] as [[Float]]).map { rollout, old in
                ScoredRollout(
                    rollout, logProbabilities: old, reference: old.map { $0 + 0.3 },
                    advantages: old.indices.map { Double($0) - 0.4 + rollout.reward })
            })
        // A wide clip: its corner has no derivative.
        let objective = GRPOObjective(
            policy: ClippedPolicyLoss(lower: 0.9, upper: 9), normalization: .answers, klCoefficient: 0.2)
        let tape = Tape(mode: .training)
        _ = try objective.loss(of: batch, model: model, tape: tape, scale: 0.5)
        tape.backward()
        var generator = SplitMix64(seed: 2)
        for parameter in model.parameters.suffix(6) {
            let gradient = parameter.gradient.values
            let place = generator.next(below: gradient.count)
            func loss(_ shift: Float) throws -> Double {
                parameter.value.floats[place] += shift
                parameter.valuesChanged()
                defer {
                    parameter.value.floats[place] -= shift
                    parameter.valuesChanged()
                }
                let plain = Tape(mode: .evaluation)
                return try objective.loss(of: batch, model: model, tape: plain, scale: 0).sum * 0.5
            }
            let slope = try (loss(1e-2) - loss(-1e-2)) / 2e-2
            #expect(abs(slope - Double(gradient[place])) < 2e-3 * max(1, abs(slope)), "\(parameter.name)")
        }
    }

    @Test("Rewards rise in a few steps of GRPO, of PPO, and of GRPO on an adapter")
    func learning() throws {
        func rise<Goal: Objective>(_ trainer: Trainer<Goal, RolloutSource>) throws -> (first: Double, last: Double) {
            var rewards: [Double] = []
            for _ in 0..<40 { rewards.append(try #require(try trainer.takeStep().figures["reward/mean"])) }
            return (rewards.prefix(4).reduce(0, +) / 4, rewards.suffix(4).reduce(0, +) / 4)
        }
        let group = GroupEstimator()
        let plain = try rise(trainer(GRPOObjective(), estimator: group, microBatch: 8, rate: 1e-2))
        #expect(plain.last > plain.first + 0.2, "\(plain)")
        let head = ScalarHead(hiddenSize: 32, name: "value", hasBias: true)
        let valued = try rise(
            trainer(
                PPOObjective(head: head), head: head,
                estimator: ValueEstimator(control: TokenRewards(coefficient: 0.01)), microBatch: 8, epochs: 2,
                rate: 1e-2))
        #expect(valued.last > valued.first + 0.1, "\(valued)")
        let adapted = try trainer(
            GRPOObjective(), estimator: group, microBatch: 8, rate: 2e-2, adapter: true, reference: .withoutAdapter)
        let before = adapted.model.parameters.map(\.value.values)
        let first = try adapted.takeStep()
        #expect(try #require(first.figures["kl"]) == 0)
        let low = try rise(adapted)
        #expect(low.last > low.first + 0.1, "\(low)")
        #expect(adapted.model.parameters.map(\.value.values) == before)
    }

    @Test("The distance from the reference is measured, and held by its price")
    func distance() throws {
        func end(_ coefficient: Double) throws -> Double {
            let trainer = try trainer(
                GRPOObjective(klCoefficient: coefficient), estimator: GroupEstimator(), microBatch: 8, rate: 1e-2,
                reference: .model(TinyRollouts.model()))
            #expect(abs(try #require(try trainer.takeStep().figures["kl"])) < 1e-6)
            for _ in 0..<15 { _ = try trainer.takeStep() }
            return try #require(try trainer.takeStep().figures["kl"])
        }
        let (free, held) = (try end(0), try end(2))
        #expect(free > 0 && held < 0.75 * free, "\(free) \(held)")
    }
}

/// An environment in which the policy has always done the same.
struct FixedRollouts: RolloutEnvironment {
    let rollouts: [Rollout]

    var hasTrials: Bool { false }

    func rollouts(ofIteration iteration: Int, seed: UInt64, policy: RolloutPolicy) -> [Rollout] { rollouts }

    func trials(policy: RolloutPolicy) -> [Rollout] { [] }
}
