import CKernels

/// A function between the products of a feed-forward layer.
public enum Activation: String, Sendable, CaseIterable {
    /// x * sigmoid(x). Source: Elfwing et al., "Sigmoid-weighted linear units" (2017), equation 4.
    case silu
    /// x times the normal distribution's integral up to x, by the error function.
    /// Source: Hendrycks and Gimpel, "Gaussian error linear units" (2016), section 2.
    case gelu
    /// The approximation of `gelu` by tanh, from the same section.
    case geluTanh
    /// max(x, 0).
    case relu

    /// What the kernels call it.
    var kernel: martlet_activation {
        switch self {
        case .silu: MARTLET_SILU
        case .gelu: MARTLET_GELU
        case .geluTanh: MARTLET_GELU_TANH
        case .relu: MARTLET_RELU
        }
    }
}
