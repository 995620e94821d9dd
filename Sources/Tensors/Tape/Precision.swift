/// The type that activations have between products.
public enum Precision: String, Sendable, CaseIterable {
    /// Everything in float32.
    case float32 = "fp32"
    /// Operands of products in bfloat16, sums in float32; the residual stream, norms, parameters and their gradients
    /// stay in float32.
    case bfloat16 = "bf16"

    /// The type of activations.
    var activations: ElementType { self == .float32 ? .float32 : .bfloat16 }

    /// bfloat16 where the CPU multiplies it at full speed, else float32.
    public static var fastest: Precision {
        let matrixUnits = KernelLevel.cpuFeatures.contains { $0.name == "amx_bf16" && $0.present }
        return KernelLevel.best.multipliesBFloat16 || matrixUnits ? .bfloat16 : .float32
    }
}
