/// Who multiplies the large matrices of training.
public enum ProductEngine: String, Sendable, CaseIterable {
    /// The kernels of this package, on operands packed for the purpose.
    case packed
    /// oneDNN, called with one thread for each block of rows.
    case oneDNN = "onednn"
    /// oneDNN left to its own threads, for comparison alone: its results may depend on how many there are.
    case oneDNNThreads = "onednn-threads"

    /// What was measured to be fastest (`martlet bench products`): the package's own kernels wherever they have been
    /// tuned; oneDNN where its instructions are out of their reach (AMX) or the kernels have not been tuned (ARM).
    static func fastest(at level: KernelLevel) -> ProductEngine {
        if !OneDNN.isSupported { return .packed }
        let hasMatrixUnits = KernelLevel.cpuFeatures.contains { $0.name == "amx_bf16" && $0.present }
        return hasMatrixUnits || level == .portable ? .oneDNN : .packed
    }
}

extension ProductForm {
    /// What the form is for, in words.
    public var label: String {
        switch self {
        case .byTransposed: "forward"
        case .plain: "input gradient"
        case .transposedBy: "weight gradient"
        }
    }
}
