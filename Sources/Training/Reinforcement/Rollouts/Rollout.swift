/// A text that the policy wrote part of, and what it earned: an answer to a prompt, or an episode of several turns.
public struct Rollout: Sendable, Hashable {
    /// The tokens of the whole text: prompts, what the policy wrote, and what others said in between.
    public var tokens: [Int32]
    /// For each token, whether the policy chose it; the first token is nobody's choice.
    public var isTrained: [Bool]
    /// Which rollouts answer the same: their rewards are compared with each other.
    public var group: Int
    /// What it earned.
    public var reward: Double
    /// Whether the task was solved; nil where nobody says.
    public var isSuccess: Bool?
    /// Whether a limit cut it off before the policy had ended it.
    public var isCut: Bool

    /// - Precondition: every token has its mark, and the first is not trained.
    public init(
        tokens: [Int32], isTrained: [Bool], group: Int, reward: Double, isSuccess: Bool? = nil, isCut: Bool = false
    ) {
        precondition(tokens.count == isTrained.count, "every token needs its mark")
        precondition(isTrained.first != true, "nothing stands before the first token to predict it from")
        self.tokens = tokens
        self.isTrained = isTrained
        self.group = group
        self.reward = reward
        self.isSuccess = isSuccess
        self.isCut = isCut
    }

    /// Tokens that the policy chose.
    public var trainedCount: Int { isTrained.count { $0 } }

    /// The text with its marks.
    var example: FineTuneExample { FineTuneExample(tokens: tokens, isTrained: isTrained) }
}
