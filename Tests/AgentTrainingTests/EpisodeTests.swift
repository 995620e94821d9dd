import AgentTraining
import Agents
import Foundations
import Generation
import Testing
import Tokenization
import Training

@Suite("Episodes of agents as rollouts")
struct EpisodeTests {
    private static func rollouts(tasks: Int, group: Int, threads: Int = 1, iteration: Int = 0) throws -> [Rollout] {
        try TaskEnvironment(TinyAgent.practice(), tasksPerIteration: tasks, groupSize: group)
            .rollouts(ofIteration: iteration, seed: 5, policy: TinyAgent.policy(TinyAgent.model(), threads: threads))
    }

    @Test("Episodes of one task are a group, and differ by chance; each begins with the goal")
    func groups() throws {
        let rollouts = try Self.rollouts(tasks: 3, group: 4)
        #expect(rollouts.map(\.group) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])
        #expect(Set(rollouts.map(\.tokens)).count == 12)
        let practice = try TinyAgent.practice()
        let tokenizer = try TinyAgent.tokenizer.get()
        for (index, rollout) in rollouts.enumerated() {
            let first = try #require(rollout.isTrained.firstIndex(of: true))
            let read = tokenizer.decodeString(rollout.tokens[..<first])
            let task = practice.tasks[index / 4 % 2].task(at: index / 4 / 2)
            #expect(read.contains(task.goal))
            #expect(rollout.trainedCount >= 1 && rollout.trainedCount <= 60 && rollout.reward <= 0)
            #expect(rollout.isSuccess == false)
        }
    }

    @Test("An episode is the same alone and among others, whatever the threads; another iteration has others")
    func independence() throws {
        let together = try Self.rollouts(tasks: 4, group: 2, threads: 2)
        #expect(try Self.rollouts(tasks: 4, group: 2) == together)
        #expect(try Self.rollouts(tasks: 2, group: 2) == Array(together.prefix(4)))
        #expect(try Self.rollouts(tasks: 4, group: 2, iteration: 1).map(\.tokens) != together.map(\.tokens))
    }

    @Test("What is held out is tried without chance")
    func trials() throws {
        let environment = TaskEnvironment(try TinyAgent.practice(heldOut: 3), tasksPerIteration: 1, groupSize: 2)
        let policy = TinyAgent.policy(try TinyAgent.model())
        let trials = try environment.trials(policy: policy)
        #expect(environment.hasTrials && trials.count == 3 && trials.map(\.group) == [0, 1, 2])
        #expect(try environment.trials(policy: policy) == trials)
    }

    @Test("A context with no room for the goal is an episode without a choice, and no solved task")
    func noRoom() throws {
        let policy = TinyAgent.policy(try TinyAgent.model(context: 16))
        let rollouts = try TaskEnvironment(TinyAgent.practice(), tasksPerIteration: 1, groupSize: 2)
            .rollouts(ofIteration: 0, seed: 1, policy: policy)
        #expect(rollouts.allSatisfy { $0.trainedCount == 0 && $0.isSuccess == false && $0.isCut })
    }

    @Test("What was solved earns 1, what was made up or done unasked costs, all else is worth nothing")
    func rewards() async throws {
        let generator = TaskGenerator(seed: 8, split: .heldOut)
        let answer = ExpertLikeModel(text: "It is notes/kemo.txt.")
        let report = try await TaskEvaluator(models: [answer]).evaluate(generator, count: 22)
        for result in report.results {
            let reward = TaskReward().reward(of: result)
            switch result.failure {
            case nil: #expect(reward.value == 1 && reward.isSuccess == true)
            case .inventedAnswer, .unasked: #expect(reward.value == -0.5 && reward.isSuccess == false)
            default: #expect(reward.value == 0 && reward.isSuccess == false)
            }
        }
        #expect(report.results.contains { $0.failure == .inventedAnswer })
    }

    @Test("A text of turns marks what the policy chose, and no more than the last turn read of it")
    func texts() {
        let first = EpisodeTurn(prompt: [1, 2, 3], generated: [4, 5])
        let next = EpisodeTurn(prompt: [1, 2, 3, 4, 5, 6, 7], generated: [8])
        #expect([first, next].text.tokens == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect([first, next].text.isTrained == [false, false, false, true, true, false, false, true])
        // The second token of the first turn was written otherwise when the conversation went on.
        let rewritten = EpisodeTurn(prompt: [1, 2, 3, 4, 9, 6], generated: [8])
        #expect([first, rewritten].text.tokens == [1, 2, 3, 4, 9, 6, 8])
        #expect([first, rewritten].text.isTrained == [false, false, false, true, false, false, true])
    }
}
