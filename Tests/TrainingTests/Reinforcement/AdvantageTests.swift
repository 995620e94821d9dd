import Foundation
import Foundations
import Testing
import Training

@Suite("Advantages")
struct AdvantageTests {
    private func expectClose(_ found: [Double], _ expected: [Double]) {
        #expect(found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(found)")
    }

    @Test("Rewards of a group become advantages as computed by hand")
    func groups() {
        // Mean 0.5; deviation of the sample sqrt(1/3).
        let deviation = (1.0 / 3).squareRoot()
        let standardized = GroupAdvantage.standardized(epsilon: 1e-4).advantages(of: [1, 0, 0, 1])
        expectClose(standardized, [1, -1, -1, 1].map { 0.5 * $0 / (deviation + 1e-4) })
        expectClose(GroupAdvantage.centred.advantages(of: [1, 0, 0, 3]), [0, -1, -1, 2])
        #expect(GroupAdvantage.deviation(of: [2]) == 0)
    }

    @Test("A group whose answers are equally good teaches nothing", arguments: [0.1, 1, -3])
    func equal(reward: Double) {
        for kind in [GroupAdvantage.standardized(), .centred] {
            #expect(kind.advantages(of: [reward, reward, reward]) == [0, 0, 0])
        }
    }

    @Test("Advantages of a group add up to nothing")
    func sums() {
        var generator = SplitMix64(seed: 4)
        for _ in 0..<50 {
            let rewards = (0..<2 + generator.next(below: 9)).map { _ in generator.normal() }
            for kind in [GroupAdvantage.standardized(), .centred] {
                #expect(abs(kind.advantages(of: rewards).reduce(0, +)) < 1e-9)
            }
        }
    }

    @Test("Generalized advantages are those computed by hand")
    func generalized() {
        // Surprises: 0 + 1 - 0.5, 0 + 2 - 1, 3 - 2.
        let estimate = GeneralizedAdvantage(gamma: 1, lambda: 0.5)
        expectClose(estimate.advantages(rewards: [0, 0, 3], values: [0.5, 1, 2]), [0.5 + 0.75, 1.5, 1])
        let discounted = GeneralizedAdvantage(gamma: 0.5, lambda: 0)
        expectClose(discounted.advantages(rewards: [1, 0, 3], values: [0.5, 1, 2]), [1, 0, 1])
        #expect(GeneralizedAdvantage().advantages(rewards: [], values: []) == [])
    }

    @Test("With lambda 1 an advantage is what came of a token less what was expected; with 0 the surprise alone")
    func extremes() {
        var generator = SplitMix64(seed: 5)
        let rewards = (0..<12).map { _ in generator.normal() }, values = (0..<12).map { _ in generator.normal() }
        let gamma = 0.9
        let far = GeneralizedAdvantage(gamma: gamma, lambda: 1).advantages(rewards: rewards, values: values)
        let near = GeneralizedAdvantage(gamma: gamma, lambda: 0).advantages(rewards: rewards, values: values)
        for index in rewards.indices {
            let sum = rewards[index...].enumerated().reduce(0) { $0 + pow(gamma, Double($1.offset)) * $1.element }
            #expect(abs(far[index] - (sum - values[index])) < 1e-9)
            let next = index + 1 < values.count ? values[index + 1] : 0
            #expect(abs(near[index] - (rewards[index] + gamma * next - values[index])) < 1e-9)
        }
    }

    @Test("Whitened values have mean 0 and variance 1, in their order")
    func whitening() {
        let found = GeneralizedAdvantage.whitened([1, 2, 3, 6])
        #expect(abs(found.reduce(0, +)) < 1e-9)
        #expect(abs(found.reduce(0) { $0 + $1 * $1 } / 4 - 1) < 1e-6)
        #expect(found == found.sorted())
        #expect(GeneralizedAdvantage.whitened([]) == [])
    }

    @Test("Distance from the reference is charged at every token, and the reward paid at the last")
    func control() {
        let rewards = TokenRewards(coefficient: 0.5)
        expectClose(rewards.rewards(reward: 2, logProbabilities: [-1, -2], reference: [-2, -1]), [-0.5, 0.5 + 2])
        expectClose(rewards.rewards(reward: 2, logProbabilities: [-1, -2], reference: nil), [0, 2])
        #expect(rewards.rewards(reward: 2, logProbabilities: [], reference: nil) == [])
    }

    @Test("A cut answer loses the penalty, and both estimators say so")
    func noEnd() {
        func rollout(_ group: Int, cut: Bool) -> ScoredRollout {
            ScoredRollout(
                Rollout(tokens: [1, 2, 3], isTrained: [false, true, true], group: group, reward: 1, isCut: cut),
                logProbabilities: [-1, -1], values: [0, 0])
        }
        let rollouts = [rollout(0, cut: false), rollout(0, cut: true), rollout(1, cut: false), rollout(1, cut: false)]
        let grouped = GroupEstimator(advantage: .centred, noEndPenalty: 1).estimate(rollouts).map(\.advantages)
        #expect(grouped == [[0.5, 0.5], [-0.5, -0.5], [0, 0], [0, 0]])
        var estimator = ValueEstimator(
            control: TokenRewards(coefficient: 0), advantage: GeneralizedAdvantage(lambda: 1), noEndPenalty: 3,
            whitens: false)
        let valued = estimator.estimate(rollouts)
        #expect(valued.map(\.advantages) == [[1, 1], [-2, -2], [1, 1], [1, 1]])
        #expect(valued.map(\.returns) == valued.map(\.advantages))
        estimator.whitens = true
        let white = estimator.estimate(rollouts)
        #expect(abs(white.flatMap(\.advantages).reduce(0, +)) < 1e-9)
        #expect(white.map(\.returns) == valued.map(\.returns))
    }
}
