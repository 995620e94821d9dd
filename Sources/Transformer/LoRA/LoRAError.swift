/// What can be wrong with an adapter.
public enum LoRAError: Error, Equatable, CustomStringConvertible {
    /// A rank below 1.
    case invalidRank(Int)
    /// A factor that is no positive number.
    case invalidAlpha(Double)
    /// A share of inputs that is none, or leaves nothing.
    case invalidDropout(Double)
    /// A layer that the model does not have.
    case unknownTarget(String, known: [String])
    /// A folder without a file that belongs to every adapter.
    case missingFile(path: String)
    /// Weights in a format that only PyTorch reads.
    case pickledWeights(path: String)
    /// Something in `adapter_config.json` that this package does not compute, or does not understand.
    case unsupported(file: String, reason: String)
    /// A matrix that the configuration asks for and the weights lack.
    case missingTensor(String, file: String)
    /// A matrix that the model has no place for.
    case unexpectedTensor(String, file: String)
    /// A matrix of another shape than the model's layer asks for.
    case shapeMismatch(tensor: String, expected: [Int], found: [Int], file: String)
    /// An adapter that was made for a model with other layers.
    case otherModel(layer: String)

    public var description: String {
        switch self {
        case .invalidRank(let rank): "the rank of an adapter must be at least 1, not \(rank)"
        case .invalidAlpha(let alpha): "the alpha of an adapter must be a positive number, not \(alpha)"
        case .invalidDropout(let share): "the dropout of an adapter must lie in 0 to 1, 1 itself left out, not \(share)"
        case .unknownTarget(let target, let known):
            "no linear layer of the model is called '\(target)'; choose from \(known.joined(separator: ", ")), or all"
        case .missingFile(let path):
            "\(path) is missing: an adapter is a folder with adapter_config.json and adapter_model.safetensors"
        case .pickledWeights(let path):
            "\(path): only PyTorch reads this file; save the adapter with a newer PEFT, which writes safetensors"
        case .unsupported(let file, let reason): "\(file): \(reason)"
        case .missingTensor(let name, let file):
            "\(file): the tensor '\(name)' is missing, which adapter_config.json asks for on this model"
        case .unexpectedTensor(let name, let file):
            "\(file): the model has no layer for the tensor '\(name)': the adapter belongs to another model"
        case .shapeMismatch(let tensor, let expected, let found, let file):
            "\(file): tensor '\(tensor)' has shape \(found), but the model and adapter_config.json ask for \(expected): "
                + "the adapter belongs to another model"
        case .otherModel(let layer):
            "the adapter changes \(layer), which this model does not have in that shape: it belongs to another model"
        }
    }
}
