public import Agents
public import Training

/// What an agent earns for a task: 1 where it is solved, 0 where it is not, and less where something was made up or done
/// that cannot be undone, since no answer is better than a false one.
public struct TaskReward: Sendable, Hashable {
    /// What it earns for an invented answer, or for deleting without having asked.
    public var harm: Double

    public init(harm: Double = -0.5) {
        self.harm = harm
    }

    /// The reward of a task that went so.
    public func reward(of result: TaskResult) -> Reward {
        switch result.failure {
        case nil: Reward(1, isSuccess: true)
        case .inventedAnswer, .unasked: Reward(harm, isSuccess: false)
        default: Reward(0, isSuccess: false)
        }
    }
}
