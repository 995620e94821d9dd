public import Foundations

/// `config.json` as Hugging Face's transformers writes and reads it.
extension ModelConfiguration {
    /// Reads a configuration; `file` names it in errors.
    public init(json: JSONValue, file: String) throws(ModelError) {
        func fail(_ reason: String) -> ModelError { .unsupportedConfiguration(file: file, reason: reason) }
        func size(_ key: String) throws(ModelError) -> Int {
            guard let value = json[key]?.int else { throw fail("'\(key)' is missing or is not a whole number") }
            return value
        }
        guard let type = json["model_type"]?.string else { throw fail("'model_type' is missing") }
        guard ["llama", "qwen2", "qwen3"].contains(type) else {
            throw fail("model type '\(type)' is not supported; supported are llama, qwen2 and qwen3")
        }
        if let activation = json["hidden_act"]?.string, activation != "silu" {
            throw fail("activation '\(activation)' is not supported; supported is silu")
        }
        let rope = json["rope_parameters"]
        for scaling in [json["rope_scaling"], rope] {
            guard let scaling, !scaling.isNull else { continue }
            let kind = scaling["rope_type"]?.string ?? scaling["type"]?.string ?? "default"
            if kind != "default" { throw fail("rotary scaling '\(kind)' is not supported") }
        }
        if json["use_sliding_window"]?.bool == true { throw fail("sliding-window attention is not supported") }
        let heads = try size("num_attention_heads"), hidden = try size("hidden_size")
        let ends = json["eos_token_id"] ?? .null
        guard let endTokens = ends.isNull ? [] : Self.tokens(ends) else {
            throw fail("'eos_token_id' is neither a token nor a list of tokens")
        }
        let attentionBias = json["attention_bias"]?.bool ?? false
        self.init(
            vocabularySize: try size("vocab_size"), hiddenSize: hidden, layerCount: try size("num_hidden_layers"),
            attentionHeadCount: heads, keyValueHeadCount: json["num_key_value_heads"]?.int ?? heads,
            headSize: json["head_dim"]?.int ?? hidden / max(heads, 1),
            intermediateSize: try size("intermediate_size"),
            maximumPositions: json["max_position_embeddings"]?.int ?? 2048,
            ropeTheta: json["rope_theta"]?.double ?? rope?["rope_theta"]?.double ?? 10_000,
            normEpsilon: Float(json["rms_norm_eps"]?.double ?? 1e-6),
            tiesEmbeddings: json["tie_word_embeddings"]?.bool ?? false,
            usesQKNorm: type == "qwen3", usesQueryKeyValueBias: type == "qwen2" || attentionBias,
            usesOutputBias: type != "qwen2" && attentionBias,
            usesFeedForwardBias: type == "llama" && json["mlp_bias"]?.bool ?? false,
            initializerRange: json["initializer_range"]?.double ?? 0.02,
            beginOfTextToken: json["bos_token_id"]?.int.map(Int32.init(clamping:)),
            endOfTextTokens: endTokens)
        do { try validate() } catch { throw fail("\(error)") }
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
