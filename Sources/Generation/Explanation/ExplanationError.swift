/// Why a text cannot be explained.
public enum ExplanationError: Error, Hashable, CustomStringConvertible {
    /// The text has no token at the position whose attention is asked for.
    case noPosition(Int, tokenCount: Int)

    public var description: String {
        switch self {
        case .noPosition(let position, let tokenCount):
            "there is no token \(position): the text has the tokens 0 to \(tokenCount - 1)"
        }
    }
}
