public import Tokenization

/// Prefers the answer of the higher reward; rewards that differ by no more than a margin are a tie.
public struct RewardJudge: AnswerJudge {
    public let name: String
    private let margin: Double
    private let reward: @Sendable ([ChatMessage], String) async throws -> Double

    /// A judge by a reward function of prompt and answer.
    public init(
        name: String, margin: Double = 0, reward: @escaping @Sendable ([ChatMessage], String) async throws -> Double
    ) {
        self.name = name
        self.margin = margin
        self.reward = reward
    }

    public func judgements(of pairs: [AnswerPair]) async throws -> [AnswerJudgement] {
        var judgements: [AnswerJudgement] = []
        for pair in pairs {
            let difference = try await reward(pair.prompt, pair.first) - reward(pair.prompt, pair.second)
            judgements.append(difference > margin ? .first : difference < -margin ? .second : .tie)
        }
        return judgements
    }
}
