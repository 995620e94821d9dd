/// Why a policy cannot act, or learn from what it did.
public enum RolloutError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no prompt, or all are held out.
    case noPrompts(data: String)
    /// A prompt leaves no room for an answer.
    case promptTooLong(tokens: Int, context: Int, data: String)
    /// The rollouts that a step in the middle of an iteration needs are not there.
    case missing(iteration: Int, update: Int)

    public var description: String {
        switch self {
        case .noPrompts(let data): "\(data) holds no prompt to train on; give more, or a smaller --held-out"
        case .promptTooLong(let tokens, let context, let data):
            "a prompt of \(data) has \(tokens) tokens, but the model's context holds \(context) with the answer; leave such "
                + "prompts out with --skip-bad"
        case .missing(let iteration, let update):
            "update \(update) of iteration \(iteration) needs the rollouts of its iteration, and they are not there: "
                + "begin with the iteration's first update, or restore a checkpoint"
        }
    }
}
