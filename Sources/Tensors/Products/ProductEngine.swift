/// Who multiplies the large matrices of training.
public enum ProductEngine: String, Sendable, CaseIterable {
    /// The kernels of this package, on operands packed for the purpose.
    case packed
    /// oneDNN, called with one thread for each block of rows.
    case oneDNN = "onednn"

    /// What was measured to be fastest (`martlet bench products`): the package's own kernels wherever they have been
    /// tuned; oneDNN where its instructions are out of their reach (AMX) or the kernels have not been tuned (ARM).
    static func fastest(at level: KernelLevel) -> ProductEngine {
        if !OneDNN.isSupported { return .packed }
        let hasMatrixUnits = KernelLevel.cpuFeatures.contains { $0.name == "amx_bf16" && $0.present }
        return hasMatrixUnits || level == .portable ? .oneDNN : .packed
    }
}
