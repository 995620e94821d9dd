/// A family of models: what transformers calls a `model_type`.
///
/// All are computed by the same ``CausalLM``; a family is a way to write a configuration down and to name tensors.
public enum ModelFamily: String, Sendable, CaseIterable {
    case llama
    case qwen2
    case qwen3
    case mistral
    case mixtral
    case qwen3MoE = "qwen3_moe"
    case gemma2
    /// The text part of Gemma 3, alone or taken from a model that also sees.
    case gemma3 = "gemma3_text"
    case phi3
    case smollm3
    case olmo2
    case gpt2

    /// How the family writes a configuration down.
    var format: any FamilyFormat {
        switch self {
        case .llama: LlamaFormat()
        case .qwen2: QwenFormat(model: .qwen2)
        case .qwen3: QwenFormat(model: .qwen3)
        case .qwen3MoE: QwenFormat(model: .qwen3MoE)
        case .mistral: MistralFormat(hasExperts: false)
        case .mixtral: MistralFormat(hasExperts: true)
        case .gemma2: Gemma2Format()
        case .gemma3: Gemma3Format()
        case .phi3: Phi3Format()
        case .smollm3: SmolLM3Format()
        case .olmo2: OLMo2Format()
        case .gpt2: GPT2Format()
        }
    }
}
