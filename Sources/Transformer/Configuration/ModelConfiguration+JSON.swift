public import Foundations

/// `config.json` as Hugging Face's transformers writes and reads it.
extension ModelConfiguration {
    /// Reads a configuration; `file` names it in errors.
    public init(json: JSONValue, file: String) throws(ModelError) {
        let reader = ConfigurationReader(json: json, file: file)
        guard let type = try reader.string("model_type") else { throw reader.refusal("'model_type' is missing") }
        guard ["llama", "qwen2", "qwen3"].contains(type) else {
            throw reader.refusal("model type '\(type)' is not supported; supported are llama, qwen2 and qwen3")
        }
        if let activation = try reader.string("hidden_act"), activation != "silu" {
            throw reader.refusal("activation '\(activation)' is not supported; supported is silu")
        }
        var theta = try reader.double("rope_theta")
        for key in ["rope_scaling", "rope_parameters"] {
            guard let object = try reader.object(key) else { continue }
            let rope = ConfigurationReader(json: .object(object), file: file)
            for kind in [try rope.string("rope_type"), try rope.string("type")] {
                guard let kind, kind != "default" else { continue }
                throw reader.refusal("rotary scaling '\(kind)' is not supported")
            }
            if theta == nil { theta = try rope.double("rope_theta") }
        }
        if try reader.bool("use_sliding_window") == true {
            throw reader.refusal("sliding-window attention is not supported")
        }
        let heads = try reader.size("num_attention_heads"), hidden = try reader.size("hidden_size")
        let attentionBias = try reader.bool("attention_bias") ?? false
        let feedForwardBias = try reader.bool("mlp_bias") ?? false
        let beginning = try reader.tokens("bos_token_id")
        if beginning.count > 1 { throw reader.refusal("'bos_token_id' must be one token") }
        self.init(
            vocabularySize: try reader.size("vocab_size"), hiddenSize: hidden,
            layerCount: try reader.size("num_hidden_layers"), attentionHeadCount: heads,
            keyValueHeadCount: try reader.int("num_key_value_heads") ?? heads,
            headSize: try reader.int("head_dim") ?? hidden / max(heads, 1),
            intermediateSize: try reader.size("intermediate_size"),
            maximumPositions: try reader.int("max_position_embeddings") ?? 2048,
            ropeTheta: theta ?? 10_000,
            normEpsilon: Float(try reader.double("rms_norm_eps") ?? 1e-6),
            tiesEmbeddings: try reader.bool("tie_word_embeddings") ?? false,
            usesQKNorm: type == "qwen3", usesQueryKeyValueBias: type == "qwen2" || attentionBias,
            usesOutputBias: type != "qwen2" && attentionBias,
            usesFeedForwardBias: type == "llama" && feedForwardBias,
            initializerRange: try reader.double("initializer_range") ?? 0.02,
            beginOfTextToken: beginning.first, endOfTextTokens: try reader.tokens("eos_token_id"))
        do { try validate() } catch { throw reader.refusal("\(error)") }
    }

    /// The family of transformers that computes what this configuration asks for.
    func family() throws(ModelError) -> String {
        if usesQKNorm {
            guard usesQueryKeyValueBias == usesOutputBias, !usesFeedForwardBias else {
                throw ModelError.invalidConfiguration(
                    "no family of transformers has QK-norm together with these biases, so the model cannot be saved")
            }
            return "qwen3"
        }
        if usesQueryKeyValueBias, !usesOutputBias, !usesFeedForwardBias { return "qwen2" }
        guard usesQueryKeyValueBias == usesOutputBias else {
            throw ModelError.invalidConfiguration(
                "no family of transformers has these biases of attention, so the model cannot be saved")
        }
        return "llama"
    }

    /// The configuration as `config.json`.
    public func json() throws(ModelError) -> JSONValue {
        let type = try family()
        let architecture = ["llama": "LlamaForCausalLM", "qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM"]
        var object: JSONObject = [
            "architectures": .array([.string(architecture[type] ?? type)]),
            "model_type": .string(type),
            "vocab_size": .integer(vocabularySize),
            "hidden_size": .integer(hiddenSize),
            "num_hidden_layers": .integer(layerCount),
            "num_attention_heads": .integer(attentionHeadCount),
            "num_key_value_heads": .integer(keyValueHeadCount),
            "head_dim": .integer(headSize),
            "intermediate_size": .integer(intermediateSize),
            "hidden_act": "silu",
            "max_position_embeddings": .integer(maximumPositions),
            "rope_theta": .number(ropeTheta),
            "rms_norm_eps": .number(Double(normEpsilon.description) ?? Double(normEpsilon)),
            "tie_word_embeddings": .bool(tiesEmbeddings),
            "attention_bias": .bool(usesOutputBias),
            "attention_dropout": .number(0),
            "mlp_bias": .bool(usesFeedForwardBias),
            "initializer_range": .number(initializerRange),
            "use_cache": true,
            "torch_dtype": "float32",
        ]
        object.members += Self.specialTokens(beginOfTextToken, endOfTextTokens)
        return .object(object)
    }

    /// `generation_config.json`: what a generator must know beside the weights.
    func generationJSON() -> JSONValue {
        var object: JSONObject = ["_from_model_config": true]
        object.members += Self.specialTokens(beginOfTextToken, endOfTextTokens)
        return .object(object)
    }

    private static func specialTokens(_ begin: Int32?, _ ends: [Int32]) -> [JSONObject.Member] {
        let end: JSONValue =
            switch ends.count {
            case 0: .null
            case 1: .integer(Int(ends[0]))
            default: .array(ends.map { .integer(Int($0)) })
            }
        return [
            .init(key: "bos_token_id", value: begin.map { .integer(Int($0)) } ?? .null),
            .init(key: "eos_token_id", value: end),
        ]
    }
}
