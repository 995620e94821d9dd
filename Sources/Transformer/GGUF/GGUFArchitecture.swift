/// The architectures of GGUF files that are read and written, under the names that llama.cpp gives them.
///
/// Source: `constants.py` of the `gguf` package and `convert_hf_to_gguf.py` of ggml-org/llama.cpp.
enum GGUFArchitecture: String, CaseIterable, Sendable {
    /// Llama, Mistral and Mixtral.
    case llama
    case qwen2
    case qwen3
    case qwen3moe
    case gemma2
    case gemma3
    case phi3
    case smollm3
    case gpt2
    case olmo2

    /// The architecture for the `model_type` of a `config.json`.
    init?(modelType: String) {
        switch modelType {
        case "llama", "mistral", "mixtral": self = .llama
        case "qwen3_moe": self = .qwen3moe
        case "gemma3_text", "gemma3": self = .gemma3
        default: self.init(rawValue: modelType)
        }
    }

    /// Whether the two elements that turn together are neighbours in the file; elsewhere, and in model directories, they
    /// are half a head apart.
    var pairsNeighbours: Bool { self == .llama || self == .smollm3 }

    /// Whether the weights of norms are stored with the 1 that this family adds to them.
    var addsOneToNorms: Bool { self == .gemma2 || self == .gemma3 }

    /// The supported architectures, for errors.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
