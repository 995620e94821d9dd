/// Why a conversation cannot be made to fit.
public enum ContextWindowError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Even what must stay has too many tokens.
    case doesNotFit(tokens: Int, capacity: Int)

    public var description: String {
        switch self {
        case .doesNotFit(let tokens, let capacity):
            "the system message and the last turn alone have \(tokens) tokens, but only \(capacity) fit; shorten them by "
                + "\(tokens - capacity) tokens or more"
        }
    }
}
