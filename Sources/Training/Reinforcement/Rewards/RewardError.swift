/// Why a reward cannot be given.
public enum RewardError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text does not name a reward.
    case unknown(text: String, reason: String)
    /// Prompt and answer do not fit the reward model's context.
    case textTooLong(tokens: Int, context: Int)
    /// The reward model has another vocabulary than the policy.
    case otherVocabulary(path: String, rewardModel: Int, policy: Int)

    public var description: String {
        switch self {
        case .unknown(let text, let reason):
            "'\(text)' is no reward: \(reason); give exact, number, json, json:SCHEMA, length:LIMIT[:MARGIN] or "
                + "model:PATH, each with a weight if wanted, joined by ' + ': 'exact + 0.2*length:64'"
        case .textTooLong(let tokens, let context):
            "prompt and answer have \(tokens) tokens, but the reward model's context holds \(context): lower --max-tokens"
        case .otherVocabulary(let path, let rewardModel, let policy):
            "\(path): the reward model has \(rewardModel) tokens, the policy \(policy): they must share a tokenizer"
        }
    }
}
