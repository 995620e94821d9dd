public import Tensors

/// What can be wrong with a model, its files or its input.
public enum ModelError: Error, Equatable, CustomStringConvertible {
    /// Sizes that do not fit together.
    case invalidConfiguration(String)
    /// A `config.json` that asks for something this package does not compute.
    case unsupportedConfiguration(file: String, reason: String)
    /// Weights without the configuration that says what they are.
    case noConfiguration(path: String)
    /// Weights in a format that only PyTorch, TensorFlow or Flax reads.
    case pickledWeights(directory: String, file: String)
    /// A tensor that cannot be stored as was asked.
    case notEncodable(tensor: String, reason: String)
    /// A tensor that the configuration needs and the weights lack.
    case missingTensor(name: String, directory: String)
    /// A tensor in the weights that the configuration has no place for.
    case unexpectedTensor(name: String, directory: String)
    /// A tensor of another shape than the configuration says.
    case shapeMismatch(name: String, expected: [Int], found: [Int], directory: String)
    /// A `config.json` that asks for far more numbers than the weights have.
    case wrongSize(directory: String, wanted: Double, found: Int)
    /// A model without the head that scores answers.
    case noRewardHead(directory: String)
    /// More tokens than the context holds.
    case contextExceeded(tokens: Int, capacity: Int)
    /// The cache of keys and values cannot hold more.
    case cache(KVPoolError)
    /// A token that the vocabulary does not have.
    case tokenOutsideVocabulary(token: Int32, vocabularySize: Int)

    public var description: String {
        switch self {
        case .invalidConfiguration(let reason): "invalid model configuration: \(reason)"
        case .unsupportedConfiguration(let file, let reason): "\(file): \(reason)"
        case .noConfiguration(let path):
            "\(path): there are weights, but no config.json that says what they are; name the folder that holds both"
        case .pickledWeights(let directory, let file):
            "\(directory): the weights are in \(file), which only other programs read; convert them to safetensors "
                + "with transformers: AutoModel.from_pretrained(\"\(directory)\").save_pretrained(\"\(directory)\")"
        case .notEncodable(let tensor, let reason): "tensor '\(tensor)': \(reason)"
        case .missingTensor(let name, let directory):
            "\(directory): the weights lack the tensor '\(name)' that config.json asks for"
        case .unexpectedTensor(let name, let directory):
            "\(directory): the weights hold a tensor '\(name)' that config.json has no place for"
        case .shapeMismatch(let name, let expected, let found, let directory):
            "\(directory): tensor '\(name)' has shape \(found), but config.json asks for \(expected)"
        case .wrongSize(let directory, let wanted, let found):
            "\(directory): config.json asks for about \(wanted) parameters, but the weights have \(found)"
        case .noRewardHead(let directory):
            "\(directory): is no reward model: there is no \(RewardModel.headFileName); train one with martlet train reward"
        case .contextExceeded(let tokens, let capacity):
            "\(tokens) tokens do not fit into a context of \(capacity)"
        case .cache(let error): error.description
        case .tokenOutsideVocabulary(let token, let size):
            "token \(token) is not in the model's vocabulary of \(size)"
        }
    }
}
