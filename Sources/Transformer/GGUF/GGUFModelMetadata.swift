import Checkpoints
import Foundation
import Foundations

/// What a GGUF file must say of a model, from its `config.json`.
///
/// Only what llama.cpp will compute as the configuration asks is written; the rest is refused by name.
struct GGUFModelMetadata {
    let architecture: GGUFArchitecture
    /// The keys and values, those of the vocabulary apart.
    private(set) var entries: [(key: String, value: GGUFValue)] = []
    /// Tensors that stand for settings: what rotary frequencies are divided by.
    private(set) var factors: [(name: String, values: [Float])] = []

    private let reader: ConfigurationReader

    /// - Parameters:
    ///   - config: a `config.json` as ``ModelConfiguration/json()`` writes it.
    ///   - file: its name, for errors.
    init(config: JSONValue, file: String) throws(ModelError) {
        reader = ConfigurationReader(json: config, file: file)
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
        let rope = try RotarySettings(reader)
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
        add("rope.dimension_count", Int((Double(headSize) * rope.turnedShare).rounded()))
        add("rope.freq_base", rope.theta)
        if let local = rope.localTheta, local != 10_000 {
            throw reader.refusal("llama.cpp computes with a local rotary base of 10000, not \(local)")
        }
        try addScaling(rope.scaling, headSize: headSize, theta: rope.theta)
    }

    private mutating func addScaling(
        _ scaling: ConfigurationReader?, headSize: Int, theta: Double
    ) throws(ModelError) {
        guard let scaling else { return }
        func number(_ key: String) throws(ModelError) -> Double {
            guard let value = try scaling.double(key) else { throw reader.refusal("rotary scaling lacks '\(key)'") }
            return value
        }
        var type = try scaling.string("rope_type") ?? "default"
        if let older = try scaling.string("type") { type = older }
        var original = try scaling.int("original_max_position_embeddings")
        if original == nil { original = try reader.int("original_max_position_embeddings") }
        switch type {
        case "default": break
        case "linear":
            entries.append(("\(architecture.rawValue).rope.scaling.type", .string("linear")))
            add("rope.scaling.factor", try number("factor"))
        case "yarn":
            entries.append(("\(architecture.rawValue).rope.scaling.type", .string("yarn")))
            add("rope.scaling.factor", try number("factor"))
            if let original { add("rope.scaling.original_context_length", original) }
            if try scaling.double("attention_factor") != nil {
                throw reader.refusal("llama.cpp has no place for yarn's own 'attention_factor'")
            }
            if let fast = try scaling.double("beta_fast") { add("rope.scaling.yarn_beta_fast", fast) }
            if let slow = try scaling.double("beta_slow") { add("rope.scaling.yarn_beta_slow", slow) }
        case "llama3":
            let rule = Llama3Scaling(
                factor: try number("factor"), lowFrequency: try number("low_freq_factor"),
                highFrequency: try number("high_freq_factor"), originalPositions: original ?? 8192)
            let values = rule.factors(headSize: headSize, theta: theta).map { Float($0) }
            factors.append((GGUFRotaryFactors.single, values))
        case "longrope":
            try addLongRope(scaling, original: original)
        default:
            throw reader.refusal("GGUF files have no place for rotary scaling '\(type)'")
        }
    }

    private mutating func addLongRope(_ scaling: ConfigurationReader, original: Int?) throws(ModelError) {
        func list(_ key: String) throws(ModelError) -> [Float] {
            guard let values = scaling.json[key]?.array?.compactMap(\.double), !values.isEmpty else {
                throw reader.refusal("rotary scaling lacks the numbers '\(key)'")
            }
            return values.map { Float($0) }
        }
        let long = try list("long_factor"), short = try list("short_factor")
        let given = try scaling.double("attention_factor")
        if long == short, given == 1 {
            factors.append((GGUFRotaryFactors.single, long))
            return
        }
        guard architecture == .phi3 else { throw reader.refusal("llama.cpp has longrope for phi3 alone") }
        let context = try reader.size("max_position_embeddings"), original = original ?? context
        let stretch = Double(context) / Double(original)
        // The default of transformers: attention sharpens with the logarithm of the stretch.
        let sharpened = stretch <= 1 ? 1 : (1 + log(stretch) / log(Double(original))).squareRoot()
        entries.append(("\(architecture.rawValue).rope.scaling.type", .string("longrope")))
        add("rope.scaling.original_context_length", original)
        add("rope.scaling.attn_factor", given ?? sharpened)
        factors.append((GGUFRotaryFactors.long, long))
        factors.append((GGUFRotaryFactors.short, short))
    }

    private mutating func addOfFamily(_ type: String) throws(ModelError) {
        let window = try reader.int("sliding_window") ?? 0
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
