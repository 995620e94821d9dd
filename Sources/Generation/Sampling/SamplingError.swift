/// Why no token could be chosen.
public enum SamplingError: Error, Hashable, CustomStringConvertible {
    /// An option lies outside its range.
    case invalidOption(name: String, value: String, requirement: String)
    /// A logit is not a number, or plus infinity: the model's weights or its arithmetic are broken.
    case invalidLogit(token: Int32, value: Float)
    /// Every logit is minus infinity, or there is none: no token has a probability.
    case noCandidate

    public var description: String {
        switch self {
        case .invalidOption(let name, let value, let requirement):
            "\(name) is \(value), but must be \(requirement)"
        case .invalidLogit(let token, let value):
            "the model gave token \(token) the logit \(value): its weights are damaged, or training diverged; "
                + "go back to an earlier checkpoint"
        case .noCandidate:
            "no token has a probability above 0"
        }
    }
}
