/// The three products of a linear layer y = x Wᵀ.
public enum ProductForm: Sendable, Hashable, CaseIterable {
    /// c [m, n] = a [m, k] · bᵀ with b [n, k]: the forward pass.
    case byTransposed
    /// c [m, n] = a [m, k] · b [k, n]: the gradient of the input.
    case plain
    /// c [m, n] += aᵀ · b with a [k, m] and b [k, n]: the gradient of the weight.
    case transposedBy
}
