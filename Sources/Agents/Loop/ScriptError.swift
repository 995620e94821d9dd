/// Why a scripted model cannot go on.
public enum ScriptError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A line is no turn.
    case badTurn(path: String, line: Int, reason: String)
    /// The run asks for more turns than there are.
    case ended(turns: Int)
    /// A call has no observation, or an observation has no call.
    case brokenConversation(message: Int)

    public var description: String {
        switch self {
        case .badTurn(let path, let line, let reason): "\(path):\(line): this is no turn of a script: \(reason)"
        case .ended(let turns):
            "the script has \(turns) turn\(turns == 1 ? "" : "s"), and the run asks for another; end it with an answer "
                + "or a call of \(GiveUp.name)"
        case .brokenConversation(let message):
            "calls and observations of the conversation do not match, at message \(message)"
        }
    }
}
