/// A sum of rewards, each with its weight; a task is solved where every function that judges it says so.
public struct WeightedRewards: RewardFunction {
    /// The functions and their weights.
    public let parts: [(weight: Double, function: any RewardFunction)]

    public init(_ parts: [(weight: Double, function: any RewardFunction)]) {
        self.parts = parts
    }

    public var name: String { parts.map(\.function.name).joined(separator: "+") }

    public var needsExpectedAnswer: Bool { parts.contains { $0.function.needsExpectedAnswer } }

    public func rewards(of answers: [GradedAnswer]) throws -> [Reward] {
        var sums = answers.map { _ in Reward(0) }
        for (weight, function) in parts {
            for (index, reward) in try function.rewards(of: answers).enumerated() {
                sums[index].value += weight * reward.value
                guard let success = reward.isSuccess else { continue }
                sums[index].isSuccess = success && sums[index].isSuccess != false
            }
        }
        return sums
    }
}
