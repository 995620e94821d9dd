/// What an answer earns.
public struct Reward: Sendable, Hashable {
    /// The reward.
    public var value: Double
    /// Whether the task was solved; nil where the function does not say.
    public var isSuccess: Bool?

    public init(_ value: Double, isSuccess: Bool? = nil) {
        self.value = value
        self.isSuccess = isSuccess
    }

    /// 1 for a task that was solved, else 0.
    public init(success: Bool) {
        self.init(success ? 1 : 0, isSuccess: success)
    }
}
