import Agents
import Generation
public import Training

/// Tasks with files and tools as an environment to learn in: an episode is an agent's run from the goal to its end, and
/// earns what its checker says.
public struct TaskEnvironment: RolloutEnvironment {
    /// What is practised.
    public let practice: TaskPractice
    /// Tasks of an iteration.
    public var tasksPerIteration: Int
    /// Episodes of each.
    public var groupSize: Int
    /// The temperature of the tokens; nothing else bends the probabilities.
    public var temperature: Double
    private let runner: EpisodeRunner

    public init(_ practice: TaskPractice, tasksPerIteration: Int, groupSize: Int, temperature: Double = 1) {
        self.practice = practice
        self.tasksPerIteration = tasksPerIteration
        self.groupSize = groupSize
        self.temperature = temperature
        runner = EpisodeRunner(
            encoder: practice.encoder, limits: practice.limits, prompt: practice.prompt,
            allowsUnsandboxedTests: practice.allowsUnsandboxedTests)
    }

    public var hasTrials: Bool { practice.heldOutCount > 0 }

    public func rollouts(ofIteration iteration: Int, seed: UInt64, policy: RolloutPolicy) throws -> [Rollout] {
        let tasks = (0..<tasksPerIteration).flatMap { place in
            let task = practice.task(at: iteration * tasksPerIteration + place)
            return [AgentTask](repeating: task, count: groupSize)
        }
        let episodes = try runner.episodes(of: tasks, policy: policy) { [temperature] episode, turn in
            .unfiltered(
                temperature: temperature, seed: RolloutSeed.seed(run: seed, iteration, episode, turn))
        }
        return rollouts(episodes) { $0 / groupSize }
    }

    public func trials(policy: RolloutPolicy) throws -> [Rollout] {
        let tasks = (0..<practice.heldOutCount).map(practice.heldOut.task)
        return rollouts(try runner.episodes(of: tasks, policy: policy) { _, _ in .greedy }) { $0 }
    }

    private func rollouts(_ episodes: [Episode], group: (Int) -> Int) -> [Rollout] {
        episodes.enumerated().map { index, episode in
            // Who had no room for a single turn has chosen nothing.
            let (tokens, isTrained) = episode.turns.isEmpty ? ([0], [false]) : episode.turns.text
            let reward = practice.reward.reward(of: episode.result)
            return Rollout(
                tokens: tokens, isTrained: isTrained, group: group(index), reward: reward.value,
                isSuccess: reward.isSuccess, isCut: episode.result.failure == .limit)
        }
    }
}
