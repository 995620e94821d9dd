/// Why no token could be chosen.
public enum SamplingError: Error, Hashable, CustomStringConvertible {
    /// An option lies outside its range.
    case invalidOption(name: String, value: String, requirement: String)
    /// The bias is for a token that the model does not know.
    case unknownToken(Int32, vocabularySize: Int?)
    /// A logit is not a number, or plus infinity: the model's weights or its arithmetic are broken.
    case invalidLogit(token: Int32, value: Float)
    /// Every logit is minus infinity, or there is none: no token has a probability.
    case noCandidate

    public var description: String {
        switch self {
        case .invalidOption(let name, let value, let requirement):
            "\(name) is \(value), but must be \(requirement)"
        case .unknownToken(let token, let size):
            "logit-bias names token \(token), but "
                + (size.map { "the model knows only 0 to \($0 - 1)" } ?? "no token has a number below 0")
        case .invalidLogit(let token, let value):
            "the model gave token \(token) the logit \(value): its weights are damaged, or training diverged; "
                + "go back to an earlier checkpoint"
        case .noCandidate:
            "no token has a probability above 0"
        }
    }
}
