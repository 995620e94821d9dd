/// The type of the numbers in a tensor.
public enum ElementType: Sendable, Hashable {
    /// IEEE 754 single precision: parameters, the residual stream, gradients of parameters.
    case float32
    /// The upper half of a float32: activations and operands of products in mixed precision.
    case bfloat16

    /// Bytes an element takes.
    public var byteCount: Int { self == .float32 ? 4 : 2 }
}
