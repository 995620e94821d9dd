/// Why a text ended.
public enum StopReason: Sendable, Hashable, CustomStringConvertible {
    /// The model produced this token, which ends a text.
    case endToken(Int32)
    /// The text reached this stop string, which is no part of the result.
    case stopString(String)
    /// As many tokens were produced as were asked for.
    case tokenLimit(Int)
    /// The sequence fills the model's context of this many tokens.
    case contextLimit(Int)
    /// The constraint's text is complete, and no end token may follow.
    case complete
    /// The caller gave up.
    case cancelled

    /// A stable name for machine output.
    public var name: String {
        switch self {
        case .endToken: "end_token"
        case .stopString: "stop_string"
        case .tokenLimit: "token_limit"
        case .contextLimit: "context_limit"
        case .complete: "complete"
        case .cancelled: "cancelled"
        }
    }

    public var description: String {
        switch self {
        case .endToken(let token): "end token \(token)"
        case .stopString(let text): "stop string \(text.debugDescription)"
        case .tokenLimit(let limit): "limit of \(limit) tokens"
        case .contextLimit(let size): "context of \(size) tokens is full"
        case .complete: "completion of the constraint"
        case .cancelled: "cancellation"
        }
    }
}
