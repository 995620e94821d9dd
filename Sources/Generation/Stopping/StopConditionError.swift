/// Why a set of stop conditions cannot be used.
public enum StopConditionError: Error, Hashable, CustomStringConvertible {
    /// A stop string has no characters, so it would end every text before it begins.
    case emptyStopString
    /// The limit of tokens is negative.
    case negativeTokenLimit(Int)

    public var description: String {
        switch self {
        case .emptyStopString: "a stop string is empty: it would end every text before it begins; leave it out"
        case .negativeTokenLimit(let limit): "the limit of tokens is \(limit), but must be at least 0"
        }
    }
}
