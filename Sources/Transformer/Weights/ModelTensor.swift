public import Checkpoints

/// A tensor of a model, under the name that Hugging Face's transformers gives it.
public struct ModelTensor: Sendable, Hashable {
    public let name: String
    /// The dimensions, the slowest first.
    public let shape: [Int]
    /// How the elements are stored.
    public let encoding: TensorEncoding
    /// The bytes that the elements take in the file.
    public let byteCount: Int

    /// The number of elements.
    public var elementCount: Int { shape.reduce(1, *) }
}
