import Foundations

/// Gemma 2: norms around, capped scores and logits, a window for every other layer.
struct Gemma2Format: FamilyFormat {
    let architecture = "Gemma2ForCausalLM"
    let defaults: JSONObject = [
        "vocab_size": 256_000, "hidden_size": 2304, "intermediate_size": 9216, "num_hidden_layers": 26,
        "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
        "hidden_activation": "gelu_pytorch_tanh", "max_position_embeddings": 8192, "tie_word_embeddings": true,
        "query_pre_attn_scalar": 256, "sliding_window": 4096, "final_logit_softcapping": 30,
        "attn_logit_softcapping": 50,
    ]

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        try GemmaFormat.read(file, readCommon(file)) { $0 % 2 == 0 }
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        GemmaFormat.write(configuration, into: writeCommon(configuration))
    }
}

/// The text part of Gemma 3: norms around, QK-norm, a window for five layers of six, which turn by a base of their own.
struct Gemma3Format: FamilyFormat {
    let architecture = "Gemma3ForCausalLM"
    let defaults: JSONObject = [
        "vocab_size": 262_208, "hidden_size": 2304, "intermediate_size": 9216, "num_hidden_layers": 26,
        "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
        "hidden_activation": "gelu_pytorch_tanh", "max_position_embeddings": 131_072, "tie_word_embeddings": true,
        "query_pre_attn_scalar": 256, "sliding_window": 4096, "rope_theta": 1e6, "rope_local_base_freq": 1e4,
        "sliding_window_pattern": 6,
    ]

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        let pattern = try file.size("sliding_window_pattern")
        guard pattern >= 1 else { throw file.refusal("'sliding_window_pattern' is \(pattern)") }
        var configuration = try GemmaFormat.read(file, readCommon(file)) { ($0 + 1) % pattern != 0 }
        configuration.usesQKNorm = true
        if configuration.localRope == nil {
            configuration.localRope = RotaryParameters(theta: try file.double("rope_local_base_freq") ?? 1e4)
        }
        return configuration
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        var object = GemmaFormat.write(configuration, into: writeCommon(configuration))
        let local = configuration.localRope ?? configuration.rope
        if local.scaling == .none {
            object["rope_local_base_freq"] = .number(local.theta)
        } else {
            // Only the newer spelling has a scaling for layers with a window.
            for key in ["rope_theta", "rope_scaling"] { object[key] = nil }
            object["rope_parameters"] = [
                LayerTypes.full: RopeFormat.write(configuration.rope, positions: configuration.maximumPositions),
                LayerTypes.window: RopeFormat.write(local, positions: configuration.maximumPositions),
            ]
        }
        return object
    }
}

/// What Gemma 2 and 3 share.
private enum GemmaFormat {
    static func read(
        _ file: ConfigurationReader, _ common: ModelConfiguration, windows: (Int) -> Bool
    ) throws(ModelError) -> ModelConfiguration {
        try file.refuse("use_bidirectional_attention", "attention to later positions")
        var configuration = common
        configuration.normPlacement = .around
        configuration.raisesNormWeights = true
        configuration.scalesEmbeddings = true
        configuration.activation = try file.activation("hidden_activation")
        let attentionBias = try file.bool("attention_bias") ?? false
        configuration.usesQueryKeyValueBias = attentionBias
        configuration.usesOutputBias = attentionBias
        configuration.queryScalar = try file.double("query_pre_attn_scalar")
        configuration.attentionSoftcap = try file.double("attn_logit_softcapping").map { Float($0) }
        configuration.logitSoftcap = try file.double("final_logit_softcapping").map { Float($0) }
        configuration.slidingWindow = try file.int("sliding_window")
        try LayerTypes.read(file, into: &configuration, otherwise: windows)
        return configuration
    }

    static func write(_ configuration: ModelConfiguration, into common: JSONObject) -> JSONObject {
        var object = common
        object["hidden_activation"] = .string(configuration.activation.name)
        object["attention_bias"] = .bool(configuration.usesOutputBias)
        let scalar = configuration.queryScalar ?? Double(configuration.headSize)
        object["query_pre_attn_scalar"] = Int(exactly: scalar).map { .integer($0) } ?? .number(scalar)
        object["attn_logit_softcapping"] = configuration.attentionSoftcap.map { .float($0) } ?? .null
        object["final_logit_softcapping"] = configuration.logitSoftcap.map { .float($0) } ?? .null
        object["sliding_window"] = .integer(configuration.slidingWindow ?? configuration.maximumPositions)
        object["layer_types"] = LayerTypes.write(configuration)
        return object
    }
}
