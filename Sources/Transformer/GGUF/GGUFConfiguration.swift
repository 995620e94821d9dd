import Checkpoints
import Foundation
import Foundations

/// What a GGUF file says about its model, as the `config.json` of a model directory.
struct GGUFConfiguration {
    let files: GGUFSet
    let architecture: GGUFArchitecture

    /// Finds out the architecture.
    ///
    /// - Throws: `ModelError.unsupportedConfiguration` that names it and those that are supported.
    init(_ files: GGUFSet) throws {
        let name = try files.metadata.required(
            "general.architecture", files.metadata.string("general.architecture"))
        guard let architecture = GGUFArchitecture(rawValue: name) else {
            throw ModelError.unsupportedConfiguration(
                file: files.url.path,
                reason: "the architecture '\(name)' is not supported; supported are \(GGUFArchitecture.names)")
        }
        self.files = files
        self.architecture = architecture
    }

    /// The elements of a head of queries and keys.
    func headSize() throws -> Int {
        if let size = try int("attention.key_length") { return size }
        return try required("embedding_length") / max(required("attention.head_count"), 1)
    }

    /// The `config.json` that belongs to the file.
    func json() throws -> JSONValue {
        var config = architecture == .gpt2 ? try learnedPositions() : try rotary()
        config["vocab_size"] = .integer(try vocabularySize())
        config["tie_word_embeddings"] = .bool(files.tensor(named: "output.weight") == nil)
        for (key, name) in [("bos_token_id", "bos_token_id"), ("eos_token_id", "eos_token_id")] {
            if let token = try files.metadata.int("tokenizer.ggml.\(name)") { config[key] = .integer(token) }
        }
        return .object(config)
    }

    private func vocabularySize() throws -> Int {
        guard let embedding = files.tensor(named: "token_embd.weight"), embedding.shape.count == 2 else {
            throw ModelError.missingTensor(name: "token_embd.weight", directory: files.url.path)
        }
        return embedding.shape[0]
    }

    private func learnedPositions() throws -> JSONObject {
        [
            "model_type": "gpt2",
            "n_embd": .integer(try required("embedding_length")), "n_layer": .integer(try required("block_count")),
            "n_head": .integer(try required("attention.head_count")),
            "n_positions": .integer(try required("context_length")),
            "n_inner": .integer(try required("feed_forward_length")), "activation_function": "gelu_new",
            "layer_norm_epsilon": .number(try double("attention.layer_norm_epsilon") ?? 1e-5),
        ]
    }

    private func rotary() throws -> JSONObject {
        let heads = try required("attention.head_count"), theta = try double("rope.freq_base") ?? 10_000
        let headSize = try headSize(), valueSize = try int("attention.value_length") ?? headSize
        guard try required("block_count") <= Self.mostLayers else {
            throw refusal("\(try required("block_count")) layers are more than any model has")
        }
        guard valueSize == headSize else {
            throw refusal("heads of \(headSize) elements for keys and \(valueSize) for values are not supported")
        }
        var config: JSONObject = [
            "model_type": .string(try modelType()),
            "hidden_size": .integer(try required("embedding_length")),
            "num_hidden_layers": .integer(try required("block_count")),
            "intermediate_size": .integer(try required("feed_forward_length")),
            "num_attention_heads": .integer(heads),
            "num_key_value_heads": .integer(try int("attention.head_count_kv") ?? heads),
            "head_dim": .integer(headSize),
            "max_position_embeddings": .integer(try required("context_length")),
            "rms_norm_eps": .number(try double("attention.layer_norm_rms_epsilon") ?? 1e-5),
            "rope_theta": .number(theta),
        ]
        if let scaling = try scaling(headSize: headSize, theta: theta) { config["rope_scaling"] = scaling }
        if let turned = try int("rope.dimension_count"), turned != headSize, headSize > 0 {
            config["partial_rotary_factor"] = .number(Double(turned) / Double(headSize))
        }
        config.members += try ofFamily(headSize: headSize, heads: heads)
        return config
    }

    private func modelType() throws -> String {
        switch architecture {
        case .llama:
            if try int("expert_count") ?? 0 > 0 { return "mixtral" }
            return try int("attention.sliding_window") ?? 0 > 0 ? "mistral" : "llama"
        case .qwen3moe: return "qwen3_moe"
        case .gemma3: return "gemma3_text"
        default: return architecture.rawValue
        }
    }

    /// What one family has and others have not.
    private func ofFamily(headSize: Int, heads: Int) throws -> [JSONObject.Member] {
        var config = JSONObject()
        let window = try int("attention.sliding_window") ?? 0
        switch architecture {
        case .llama:
            if window > 0 { config["sliding_window"] = .integer(window) }
            config["attention_bias"] = .bool(files.tensor(named: "blk.0.attn_output.bias") != nil)
            config["mlp_bias"] = .bool(files.tensor(named: "blk.0.ffn_down.bias") != nil)
            if let experts = try int("expert_count"), experts > 0 {
                config["num_local_experts"] = .integer(experts)
                config["num_experts_per_tok"] = .integer(try required("expert_used_count"))
            }
        case .qwen3moe:
            config["num_experts"] = .integer(try required("expert_count"))
            config["num_experts_per_tok"] = .integer(try required("expert_used_count"))
            config["moe_intermediate_size"] = .integer(try required("expert_feed_forward_length"))
            config["norm_topk_prob"] = true
        case .gemma2, .gemma3:
            config["hidden_activation"] = "gelu_pytorch_tanh"
            config["sliding_window"] = .integer(window)
            // llama.cpp knows the largest models of both families by their layers; all others scale by the head.
            let isLargest = try required("block_count") == (architecture == .gemma2 ? 46 : 62)
            config["query_pre_attn_scalar"] = .integer(
                isLargest ? try required("embedding_length") / max(heads, 1) : headSize)
            config["attn_logit_softcapping"] = try double("attn_logit_softcapping").map { .number($0) } ?? .null
            config["final_logit_softcapping"] = try double("final_logit_softcapping").map { .number($0) } ?? .null
            if architecture == .gemma3 {
                config["rope_local_base_freq"] = .number(try double("rope.freq_base_swa") ?? 10_000)
                config["sliding_window_pattern"] = .integer(Self.gemma3Pattern)
            }
        case .phi3:
            if window > 0 { config["sliding_window"] = .integer(window) }
            config["original_max_position_embeddings"] = .integer(
                try int("rope.scaling.original_context_length") ?? required("context_length"))
        case .smollm3:
            config["no_rope_layer_interval"] = .integer(Self.smollm3Interval)
            config["no_rope_layers"] = .array(
                (0..<(try required("block_count"))).map { .integer(($0 + 1) % Self.smollm3Interval == 0 ? 0 : 1) })
        case .qwen2, .qwen3, .olmo2, .gpt2: break
        }
        return config.members
    }

    /// A file may not make lists longer than this.
    private static let mostLayers = 1 << 16
    /// Every sixth layer of Gemma 3 sees all positions.
    static let gemma3Pattern = 6
    /// Every fourth layer of SmolLM3 has no positions.
    static let smollm3Interval = 4

    private func scaling(headSize: Int, theta: Double) throws -> JSONValue? {
        let context = try required("context_length")
        let original = try int("rope.scaling.original_context_length") ?? context
        if files.tensor(named: GGUFRotaryFactors.single) != nil {
            return GGUFRotaryFactors.scaling(
                try files.floats(of: GGUFRotaryFactors.single), headSize: headSize, theta: theta,
                contextLength: context)
        }
        if files.tensor(named: GGUFRotaryFactors.long) != nil {
            var scaling: JSONObject = [
                "rope_type": "longrope",
                "long_factor": try list(GGUFRotaryFactors.long), "short_factor": try list(GGUFRotaryFactors.short),
                "original_max_position_embeddings": .integer(original),
            ]
            if let factor = try double("rope.scaling.attn_factor") { scaling["attention_factor"] = .number(factor) }
            return .object(scaling)
        }
        switch try files.metadata.string(key("rope.scaling.type")) {
        case nil, "none": return nil
        case "linear":
            let factor = try double("rope.scaling.factor") ?? 1
            return factor == 1 ? nil : ["rope_type": "linear", "factor": .number(factor)]
        case "yarn":
            var scaling: JSONObject = [
                "rope_type": "yarn", "factor": .number(try double("rope.scaling.factor") ?? 1),
                "original_max_position_embeddings": .integer(original),
            ]
            if let fast = try double("rope.scaling.yarn_beta_fast") { scaling["beta_fast"] = .number(fast) }
            if let slow = try double("rope.scaling.yarn_beta_slow") { scaling["beta_slow"] = .number(slow) }
            return .object(scaling)
        case let other?:
            throw refusal("rotary scaling '\(other)' is not supported; supported are none, linear, yarn and longrope")
        }
    }

    private func list(_ tensor: String) throws -> JSONValue {
        .array(try files.floats(of: tensor).map { .number(Double($0)) })
    }

    private func refusal(_ reason: String) -> ModelError {
        .unsupportedConfiguration(file: files.url.path, reason: reason)
    }

    private func key(_ name: String) -> String { "\(architecture.rawValue).\(name)" }

    private func int(_ name: String) throws -> Int? { try files.metadata.int(key(name)) }

    private func double(_ name: String) throws -> Double? {
        // Most of these numbers are 32-bit: their shortest decimal is what was meant.
        try files.metadata.double(key(name)).map { Double(Float($0).description) ?? $0 }
    }

    private func required(_ name: String) throws -> Int { try files.metadata.required(key(name), int(name)) }
}
