import Glibc

/// An estimate of how far the policy has moved from the reference, from one sampled token: never negative, and without
/// bias on policy.
///
/// With d = log reference - log p: e^d - d - 1.
///
/// Sources: Schulman, "Approximating KL divergence" (2020), the estimator k3; Shao et al., "DeepSeekMath" (2024),
/// equation 4.
public enum ReferencePenalty {
    /// The estimate in nats; the slope is by log p.
    public static func loss(logProbability: Double, reference: Double) -> TokenLoss {
        let difference = reference - logProbability
        let ratio = exp(difference)
        return TokenLoss(value: expm1(difference) - difference, slope: 1 - ratio)
    }
}
