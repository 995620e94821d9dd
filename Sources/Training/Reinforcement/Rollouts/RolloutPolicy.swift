public import Tensors
public import Transformer

/// The model in training, as an environment meets it: the very weights, not a copy.
///
/// What is derived from the weights, such as keys and values, must not be kept from one call to the next.
public struct RolloutPolicy {
    /// The model.
    public let model: CausalLM
    /// The device that it lives on.
    public let device: any ComputeDevice
    /// The element type of its products.
    public let precision: Precision

    public init(model: CausalLM, device: any ComputeDevice, precision: Precision) {
        self.model = model
        self.device = device
        self.precision = precision
    }
}
