/// The variants of GRPO, by the names of the command line.
public enum GRPOLossKind: String, ConfigurationChoice, Hashable {
    /// Group relative policy optimization: standardized rewards, each answer weighs the same.
    case grpo
    /// Standardized rewards, each token of the step weighs the same.
    case dapo
    /// "Done right": centred rewards, a constant in place of the length.
    case drGRPO = "dr_grpo"

    /// How rewards become advantages.
    public var advantage: GroupAdvantage { self == .drGRPO ? .centred : .standardized() }

    /// What the losses of tokens are divided by.
    ///
    /// - Parameter longest: tokens that an answer may have.
    public func normalization(longest: Int) -> PolicyNormalization {
        switch self {
        case .grpo: .answers
        case .dapo: .tokens
        case .drGRPO: .constant(length: longest)
        }
    }
}
