/// What the losses of tokens are divided by, which decides how much long answers weigh.
public enum PolicyNormalization: Sendable, Hashable {
    /// A mean over the tokens of each answer, and a mean over the answers: each answer weighs the same.
    ///
    /// Source: Shao et al., "DeepSeekMath" (2024), equation 3.
    case answers
    /// A mean over the tokens of all answers of the step: each token weighs the same.
    ///
    /// Source: Yu et al., "DAPO" (2025), equation 8.
    case tokens
    /// The sum over the tokens divided by a constant, and a mean over the answers: no length is favoured.
    ///
    /// Source: Liu et al., "Understanding R1-Zero-like training" (2025), section 3.2.
    case constant(length: Int)

    /// The factor on the loss of each token of an answer of `length` tokens.
    public func factor(length: Int) -> Double {
        switch self {
        case .answers: 1 / Double(max(length, 1))
        case .tokens: 1
        case .constant(let constant): 1 / Double(constant)
        }
    }

    /// What the sum over a step is divided by: the sum of this over its answers.
    public func weight(length: Int) -> Double {
        switch self {
        case .answers, .constant: 1
        case .tokens: Double(length)
        }
    }
}
