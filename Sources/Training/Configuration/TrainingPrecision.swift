/// The element type of the matrix products; weights, sums and the optimizer's state are always fp32.
public enum TrainingPrecision: String, ConfigurationChoice, Hashable {
    /// bf16 where the processor multiplies it natively, fp32 elsewhere.
    case auto
    case bf16
    case fp32
}
