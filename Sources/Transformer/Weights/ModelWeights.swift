/// The tensors of a model under the names that Hugging Face's transformers gives them, whatever files hold them.
///
/// Whoever reads them need not know the format: ``SafetensorsWeights`` stand in a model directory, ``GGUFWeights`` in a
/// GGUF file.
public protocol ModelWeights: Sendable {
    /// Where they are, for errors.
    var path: String { get }

    /// Every tensor.
    var tensors: [ModelTensor] { get }

    /// The tensor named `name`, nil when there is none.
    func tensor(named name: String) -> ModelTensor?

    /// Reads a tensor's elements, row-major, into `floats`, which must have room for exactly these.
    func readFloats(of name: String, into floats: UnsafeMutableBufferPointer<Float>) throws
}
