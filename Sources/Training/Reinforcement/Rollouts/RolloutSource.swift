public import Foundation
import Generation
public import Transformer

/// Lets the policy act, and hands out what it did, update by update.
///
/// The rollouts are kept until all updates on them are made; a checkpoint in between holds them.
public final class RolloutSource: BatchSource {
    /// Where the policy acts.
    public let environment: any RolloutEnvironment
    /// The pieces in which rollouts are learned from.
    public let plan: RolloutPlan

    private let policy: RolloutPolicy
    private let scorer: RolloutScorer
    private let estimator: any AdvantageEstimator
    private let seed: UInt64
    /// The rollouts at hand.
    private var current: (iteration: Int, rollouts: [ScoredRollout])?

    /// - Parameters:
    ///   - policy: the model in training.
    ///   - reference: what it is compared with.
    ///   - head: the value model's head, where the estimator needs one.
    ///   - seed: the seed of the run.
    public init(
        environment: any RolloutEnvironment, policy: RolloutPolicy, reference: ReferencePolicy,
        head: ScalarHead? = nil, estimator: any AdvantageEstimator, plan: RolloutPlan, seed: UInt64
    ) {
        self.environment = environment
        self.policy = policy
        self.plan = plan
        self.estimator = estimator
        self.seed = seed
        scorer = RolloutScorer(policy: policy, reference: reference, head: head, together: plan.microBatchSize)
    }

    public func microBatches(ofStep step: Int) throws -> [RolloutBatch] {
        let (iteration, update) = plan.place(ofStep: step)
        if current?.iteration != iteration {
            guard update == 0 else { throw RolloutError.missing(iteration: iteration, update: update) }
            // The last ones are not needed while new ones are made.
            current = nil
            let rollouts = try acting(step: step + 1) {
                try environment.rollouts(ofIteration: iteration, seed: seed, policy: policy)
            }
            current = (iteration, estimator.estimate(try scored(rollouts, step: step + 1)))
        }
        let rollouts = current?.rollouts ?? []
        let members = plan.members(ofUpdate: update, iteration: iteration, count: rollouts.count, seed: seed)
        // Those that nothing is learned from come last, so that they make batches of their own.
        let chosen = members.map { rollouts[$0] }
        return batches(chosen.filter(\.isTeaching) + chosen.filter { !$0.isTeaching })
    }

    /// What the policy does with what is held out; no batch where nothing is.
    ///
    /// - Parameter step: steps done, for messages.
    public func heldOut(step: Int = 0) throws -> [RolloutBatch] {
        let rollouts = try acting(step: step) { try environment.trials(policy: policy) }
        return batches(estimator.estimate(try scored(rollouts, step: step)))
    }

    /// Lets the policy act; weights that have exploded are told as such.
    private func acting(step: Int, _ body: () throws -> [Rollout]) throws -> [Rollout] {
        do {
            return try body()
        } catch SamplingError.invalidLogit(_, let value) {
            throw NotFinite(quantity: "logit", value: Double(value), step: step)
        }
    }

    private func scored(_ rollouts: [Rollout], step: Int) throws -> [ScoredRollout] {
        for rollout in rollouts where !rollout.reward.isFinite {
            throw NotFinite(quantity: "reward", value: rollout.reward, step: step)
        }
        let scored = scorer.scored(rollouts)
        for value in scored.lazy.flatMap({ $0.logProbabilities + $0.values + ($0.reference ?? []) })
        where !value.isFinite {
            throw NotFinite(quantity: "log-probability", value: Double(value), step: step)
        }
        return scored
    }

    private func batches(_ rollouts: [ScoredRollout]) -> [RolloutBatch] {
        stride(from: 0, to: rollouts.count, by: plan.microBatchSize).map { first in
            RolloutBatch(Array(rollouts[first..<min(first + plan.microBatchSize, rollouts.count)]))
        }
    }

    // MARK: Checkpoints

    public func save(to folder: URL, afterStep step: Int) throws {
        guard let current, current.iteration == plan.place(ofStep: step).iteration else { return }
        try RolloutFile.write(current.rollouts, iteration: current.iteration, to: RolloutFile.url(in: folder))
    }

    public func restore(from folder: URL, afterStep step: Int) throws {
        let (iteration, update) = plan.place(ofStep: step)
        current = nil
        guard update > 0 else { return }
        current = (iteration, try RolloutFile.read(RolloutFile.url(in: folder), iteration: iteration))
    }
}
