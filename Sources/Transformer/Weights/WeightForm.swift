public import Tensors

/// In which form the weights of a model are kept in memory.
public enum WeightForm: Sendable {
    /// As float32: to train, to save, to look at.
    case float32
    /// As the file encodes them, laid out for products on `device` with activations of `precision`: for generation alone.
    ///
    /// Matrices that are multiplied with keep their encoding; blocks of a type that products do not know become float32.
    case stored(device: any ComputeDevice, precision: Precision)
}
