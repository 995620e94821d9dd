import Foundations
import Testing
import Transformer

@Suite("config.json")
struct ConfigurationJSONTests {
    private let model = ["llama": "LlamaForCausalLM", "qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM"]

    @Test("It says every size and choice under the names of transformers", arguments: NamedConfiguration.plain)
    func content(_ named: NamedConfiguration) throws {
        let json = try named.configuration.json(), configuration = named.configuration
        let family = try #require(named.family)
        #expect(json["model_type"] == .string(family))
        #expect(json["architectures"] == [.string(try #require(model[family]))])
        let sizes: [(String, Int)] = [
            ("vocab_size", 37), ("hidden_size", 24), ("num_hidden_layers", 2), ("num_attention_heads", 4),
            ("num_key_value_heads", configuration.keyValueHeadCount), ("head_dim", configuration.headSize),
            ("intermediate_size", 35), ("max_position_embeddings", 128), ("bos_token_id", 1),
        ]
        for (key, value) in sizes { #expect(json[key]?.int == value, "\(key)") }
        #expect(json["hidden_act"] == "silu")
        #expect(json["rope_theta"]?.double == configuration.ropeTheta)
        #expect(json["rms_norm_eps"]?.double == (family == "qwen3" && configuration.headSize == 10 ? 1e-6 : 1e-5))
        #expect(json["tie_word_embeddings"]?.bool == configuration.tiesEmbeddings)
        #expect(json["eos_token_id"] == (family == "qwen2" ? [3, 5] : 2))
        // Qwen 2 always has biases of queries, keys and values; the others say so.
        if family != "qwen2" { #expect(json["attention_bias"]?.bool == configuration.usesOutputBias) }
        if family == "llama" { #expect(json["mlp_bias"]?.bool == configuration.usesFeedForwardBias) }
        #expect(json["torch_dtype"] == "float32")
    }

    @Test("Reading what was written gives the same configuration", arguments: NamedConfiguration.savable)
    func roundTrip(_ named: NamedConfiguration) throws {
        let text = try named.configuration.json().serialized(pretty: true)
        let read = try ModelConfiguration(json: JSONValue(parsing: text, source: "test"), file: "config.json")
        #expect(read == named.configuration)
    }

    @Test("Configurations without optional keys get the defaults of their family")
    func defaults() throws {
        func read(_ type: String, _ more: JSONObject = [:]) throws -> ModelConfiguration {
            var object: JSONObject = [
                "model_type": .string(type), "vocab_size": 100, "hidden_size": 64, "num_hidden_layers": 2,
                "num_attention_heads": 4, "intermediate_size": 128,
            ]
            object.members += more.members
            return try ModelConfiguration(json: .object(object), file: "config.json")
        }
        let llama = try read("llama")
        #expect(llama.keyValueHeadCount == 4 && llama.headSize == 16 && !llama.tiesEmbeddings)
        #expect(llama.ropeTheta == 10_000 && llama.normEpsilon == 1e-6 && llama.maximumPositions == 2048)
        #expect(!llama.usesQueryKeyValueBias && !llama.usesOutputBias && !llama.usesQKNorm)
        #expect(llama.beginOfTextToken == nil && llama.endOfTextTokens.isEmpty)
        let qwen2 = try read("qwen2", ["attention_bias": false])
        #expect(qwen2.usesQueryKeyValueBias && !qwen2.usesOutputBias && !qwen2.usesQKNorm)
        let qwen3 = try read(
            "qwen3", ["head_dim": 20, "rope_parameters": ["rope_type": "default", "rope_theta": 5e5]])
        #expect(qwen3.usesQKNorm && !qwen3.usesQueryKeyValueBias && qwen3.headSize == 20)
        #expect(qwen3.ropeTheta == 500_000)
        let biased = try read("llama", ["attention_bias": true, "mlp_bias": true, "eos_token_id": [7, 9]])
        #expect(biased.usesQueryKeyValueBias && biased.usesOutputBias && biased.usesFeedForwardBias)
        #expect(biased.endOfTextTokens == [7, 9])
        #expect(try read("llama", ["rope_scaling": nil, "eos_token_id": nil]) == llama)
    }

    @Test(
        "What is not computed here is refused by name",
        arguments: [
            ("model_type", "mamba", "mamba"), ("model_type", nil, "model_type"), ("hidden_act", "tanh", "tanh"),
            ("model_type", "mamba", "llama, qwen2, qwen3, mistral, mixtral, qwen3_moe, gemma2, gemma3_text, phi3"),
            ("rope_scaling", ["rope_type": "dynamic", "factor": 8], "dynamic"),
            ("rope_scaling", ["rope_type": "dynamic", "factor": 8], "default, linear, llama3, yarn, longrope"),
            ("rope_scaling", ["rope_type": "llama3", "factor": 8], "low_freq_factor"),
            ("rope_scaling", ["type": "linear"], "factor"),
            ("rope_parameters", ["rope_type": "longrope", "short_factor": [1]], "long_factor"),
            ("quantization_config", ["quant_method": "awq"], "awq"),
        ] as [(String, JSONValue, String)])
    func unsupported(key: String, value: JSONValue, named: String) throws {
        var object = try #require(NamedConfiguration.all[0].configuration.json().object)
        object[key] = value
        let error = try #require(throws: ModelError.self) {
            try ModelConfiguration(json: .object(object), file: "/models/config.json")
        }
        guard case .unsupportedConfiguration(let file, let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(file == "/models/config.json" && reason.contains(named))
    }

    @Test(
        "Sizes that are missing, of another kind, or impossible are refused by name",
        arguments: [
            ("vocab_size", nil), ("hidden_size", "24"), ("num_hidden_layers", 2.5), ("num_attention_heads", nil),
            ("intermediate_size", true), ("vocab_size", 0), ("hidden_size", -24), ("num_attention_heads", 0),
            ("num_key_value_heads", 3), ("num_key_value_heads", "2"), ("num_key_value_heads", 0), ("head_dim", 7),
            ("head_dim", "6"), ("max_position_embeddings", 0), ("max_position_embeddings", "long"),
            ("rope_theta", "10000"), ("rope_theta", 0), ("rope_theta", -1), ("rms_norm_eps", "small"),
            ("rms_norm_eps", -1), ("tie_word_embeddings", "yes"), ("attention_bias", 1), ("mlp_bias", "no"),
            ("initializer_range", "wide"), ("hidden_act", 3), ("bos_token_id", "one"), ("eos_token_id", "two"),
            ("eos_token_id", [2, "three"]), ("bos_token_id", 1e12), ("rope_scaling", "long"),
            ("rope_scaling", ["rope_type": 3]), ("rope_scaling", ["rope_type": "linear", "factor": 0]),
            ("rope_scaling", ["rope_type": "linear", "factor": "two"]), ("num_hidden_layers", 1_048_576),
            ("partial_rotary_factor", 0), ("partial_rotary_factor", 1.5), ("partial_rotary_factor", 0.01),
        ] as [(String, JSONValue)])
    func badValues(key: String, value: JSONValue) throws {
        var object = try #require(NamedConfiguration.all[0].configuration.json().object)
        object[key] = value.isNull ? nil : value
        #expect(throws: ModelError.self) {
            try ModelConfiguration(json: .object(object), file: "/models/config.json")
        }
    }
}
