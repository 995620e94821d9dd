/// Says how good answers are.
///
/// ```swift
/// struct Brevity: RewardFunction {
///     let name = "brevity"
///     func rewards(of answers: [GradedAnswer]) -> [Reward] { answers.map { Reward(1 / Double($0.tokens.count)) } }
/// }
/// ```
public protocol RewardFunction {
    /// A short name for records.
    var name: String { get }

    /// Whether it compares with what the data says the answer should be.
    var needsExpectedAnswer: Bool { get }

    /// The reward of each answer; it must follow from the answers alone, so that a resumed run gets the same.
    func rewards(of answers: [GradedAnswer]) throws -> [Reward]
}

extension RewardFunction {
    public var needsExpectedAnswer: Bool { false }
}
