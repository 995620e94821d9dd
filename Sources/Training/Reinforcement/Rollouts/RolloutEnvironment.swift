/// Where a policy acts and earns rewards: prompts to answer, or tasks that take several turns.
///
/// What it gives must follow from the weights, the iteration and the seed alone, whatever the threads.
public protocol RolloutEnvironment {
    /// Rollouts for training.
    ///
    /// - Parameters:
    ///   - iteration: the number of the batch of rollouts, from 0.
    ///   - seed: the seed of the run.
    ///   - policy: the model that acts.
    func rollouts(ofIteration iteration: Int, seed: UInt64, policy: RolloutPolicy) throws -> [Rollout]

    /// What the policy does with what is held out, without chance; none where nothing is held out.
    func trials(policy: RolloutPolicy) throws -> [Rollout]

    /// Whether anything is held out.
    var hasTrials: Bool { get }
}
