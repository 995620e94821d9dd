import Checkpoints
import Foundation
import Foundations

/// What a GGUF file must say of a model, from its configuration and its `config.json`.
///
/// Only what llama.cpp will compute as the configuration asks is written; the rest is refused by name.
struct GGUFModelMetadata {
    let architecture: GGUFArchitecture
    /// The keys and values, those of the vocabulary apart.
    private(set) var entries: [(key: String, value: GGUFValue)] = []
    /// Tensors that stand for settings: what rotary frequencies are divided by.
    private(set) var factors: [(name: String, values: [Float])] = []

    private let configuration: ModelConfiguration
    private let reader: ConfigurationReader

    /// - Parameters:
    ///   - configuration: the model's.
    ///   - file: the name of its file, for errors.
    init(_ configuration: ModelConfiguration, file: String) throws(ModelError) {
        self.configuration = configuration
        reader = ConfigurationReader(json: try configuration.json(), file: file)
        let type = try reader.string("model_type") ?? ""
        guard let architecture = GGUFArchitecture(modelType: type) else {
            throw reader.refusal("GGUF files are not written for '\(type)'")
        }
        self.architecture = architecture
        if architecture == .gpt2 {
            try addLearnedPositions()
        } else {
            try addRotary()
            try addOfFamily(type)
        }
    }

    private mutating func add(_ name: String, _ value: Int) {
        entries.append(("\(architecture.rawValue).\(name)", .uint32(UInt32(clamping: value))))
    }

    private mutating func add(_ name: String, _ value: Double) {
        entries.append(("\(architecture.rawValue).\(name)", .float32(Float(value))))
    }

    private mutating func add(_ name: String, _ value: String) {
        entries.append(("\(architecture.rawValue).\(name)", .string(value)))
    }

    private mutating func addLearnedPositions() throws(ModelError) {
        let width = try reader.size("n_embd")
        add("context_length", try reader.size("n_positions"))
        add("embedding_length", width)
        add("block_count", try reader.size("n_layer"))
        add("feed_forward_length", try reader.int("n_inner") ?? 4 * width)
        add("attention.head_count", try reader.size("n_head"))
        add("attention.layer_norm_epsilon", try reader.double("layer_norm_epsilon") ?? 1e-5)
    }

    private mutating func addRotary() throws(ModelError) {
        let heads = try reader.size("num_attention_heads"), width = try reader.size("hidden_size")
        let headSize = try reader.int("head_dim") ?? width / max(heads, 1)
        add("vocab_size", try reader.size("vocab_size"))
        add("context_length", try reader.size("max_position_embeddings"))
        add("embedding_length", width)
        add("block_count", try reader.size("num_hidden_layers"))
        add("feed_forward_length", try reader.size("intermediate_size"))
        add("attention.head_count", heads)
        add("attention.head_count_kv", try reader.int("num_key_value_heads") ?? heads)
        add("attention.key_length", headSize)
        add("attention.value_length", headSize)
        add("attention.layer_norm_rms_epsilon", try reader.double("rms_norm_eps") ?? 1e-6)
        add("rope.dimension_count", Int((Double(headSize) * configuration.rotaryShare).rounded()))
        add("rope.freq_base", configuration.ropeTheta)
        if let local = configuration.localRope, local != RotaryParameters(theta: 10_000) {
            throw reader.refusal("llama.cpp computes with a local rotary base of 10000, not \(local.theta)")
        }
        try addScaling(headSize: headSize)
    }

    private mutating func addScaling(headSize: Int) throws(ModelError) {
        switch configuration.ropeScaling {
        case .none: break
        case .linear(let factor):
            add("rope.scaling.type", "linear")
            add("rope.scaling.factor", factor)
        case .yarn(let yarn):
            guard yarn.truncates, yarn.attentionFactor == RotaryScaling.Yarn.attentionFactor(stretch: yarn.factor)
            else {
                throw reader.refusal("llama.cpp has no place for yarn's own 'attention_factor' and 'truncate'")
            }
            add("rope.scaling.type", "yarn")
            add("rope.scaling.factor", yarn.factor)
            add("rope.scaling.original_context_length", yarn.originalPositions)
            add("rope.scaling.yarn_beta_fast", yarn.fastTurns)
            add("rope.scaling.yarn_beta_slow", yarn.slowTurns)
        case .llama3(let rule):
            let divisors = rule.divisors(headSize: headSize, theta: configuration.ropeTheta)
            factors.append((GGUFRotaryFactors.single, divisors.map { Float($0) }))
        case .longrope(let rope): try addLongRope(rope)
        }
    }

    private mutating func addLongRope(_ rope: RotaryScaling.LongRope) throws(ModelError) {
        let long = rope.longFactors.map { Float($0) }, short = rope.shortFactors.map { Float($0) }
        if long == short, rope.attentionFactor == 1 {
            factors.append((GGUFRotaryFactors.single, long))
            return
        }
        guard architecture == .phi3 else { throw reader.refusal("llama.cpp has longrope for phi3 alone") }
        add("rope.scaling.type", "longrope")
        add("rope.scaling.original_context_length", rope.originalPositions)
        add("rope.scaling.attn_factor", rope.attentionFactor)
        factors.append((GGUFRotaryFactors.long, long))
        factors.append((GGUFRotaryFactors.short, short))
    }

    private mutating func addOfFamily(_ type: String) throws(ModelError) {
        let window = try reader.int("sliding_window") ?? 0
        let seesWindows: Set<GGUFArchitecture> = [.llama, .gemma2, .gemma3, .phi3]
        if configuration.slidingWindow != nil, !seesWindows.contains(architecture) {
            throw reader.refusal("llama.cpp's \(architecture.rawValue) sees no window of positions")
        }
        if architecture != .llama, architecture != .qwen2, try reader.bool("attention_bias") ?? false {
            throw reader.refusal("llama.cpp's \(architecture.rawValue) has no biases of attention")
        }
        switch architecture {
        case .llama:
            let experts = try reader.int("num_local_experts") ?? 0
            if type == "mixtral", experts > 0 {
                add("expert_count", experts)
                add("expert_used_count", try reader.size("num_experts_per_tok"))
            }
            // llama.cpp reads over the window of this architecture; whoever honours it finds it here.
            if type != "llama", window > 0 { add("attention.sliding_window", window) }
        case .qwen3moe:
            add("expert_count", try reader.size("num_experts"))
            add("expert_used_count", try reader.size("num_experts_per_tok"))
            add("expert_feed_forward_length", try reader.size("moe_intermediate_size"))
            guard try reader.bool("norm_topk_prob") ?? false else {
                throw reader.refusal("llama.cpp normalizes the weights of the chosen experts; 'norm_topk_prob' is off")
            }
        case .gemma2, .gemma3: try addGemma(window)
        case .phi3: if window > 0 { add("attention.sliding_window", window) }
        case .smollm3:
            let layers = try reader.size("num_hidden_layers"), interval = GGUFConfiguration.smollm3Interval
            let pattern = reader.json["no_rope_layers"]?.array?.compactMap(\.int)
            guard pattern == nil || pattern == (0..<layers).map({ ($0 + 1) % interval == 0 ? 0 : 1 }) else {
                throw reader.refusal(
                    "llama.cpp leaves out the positions of every fourth layer; 'no_rope_layers' differs")
            }
        case .qwen2, .qwen3, .olmo2, .gpt2: break
        }
    }

    private mutating func addGemma(_ window: Int) throws(ModelError) {
        let heads = try reader.size("num_attention_heads"), width = try reader.size("hidden_size")
        let layers = try reader.size("num_hidden_layers"), isLargest = layers == (architecture == .gemma2 ? 46 : 62)
        let scalar = isLargest ? width / max(heads, 1) : try reader.int("head_dim") ?? 256
        if let given = try reader.double("query_pre_attn_scalar"), given != Double(scalar) {
            throw reader.refusal("llama.cpp scales attention by \(scalar); 'query_pre_attn_scalar' is \(given)")
        }
        let period = architecture == .gemma2 ? 2 : GGUFConfiguration.gemma3Pattern
        if let types = reader.json["layer_types"]?.array?.compactMap(\.string) {
            let expected = (0..<layers).map { ($0 + 1) % period == 0 ? "full_attention" : "sliding_attention" }
            guard types == expected else {
                throw reader.refusal(
                    "llama.cpp lets every layer but each \(period)th see a window; 'layer_types' differs")
            }
        }
        add("attention.sliding_window", window)
        if let cap = try reader.double("attn_logit_softcapping") { add("attn_logit_softcapping", cap) }
        if let cap = try reader.double("final_logit_softcapping") { add("final_logit_softcapping", cap) }
    }
}
