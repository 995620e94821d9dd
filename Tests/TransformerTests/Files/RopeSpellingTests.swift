import Foundations
import Testing
import Transformer

@Suite("Spellings of rotary positions in config.json")
struct RopeSpellingTests {
    private func read(_ more: JSONObject) throws -> ModelConfiguration { try read("llama", more) }

    private func read(_ type: String, _ more: JSONObject) throws -> ModelConfiguration {
        var object: JSONObject = [
            "model_type": .string(type), "vocab_size": 100, "hidden_size": 64, "num_hidden_layers": 2,
            "num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 16, "intermediate_size": 128,
            "max_position_embeddings": 512,
        ]
        object.members += more.members
        return try ModelConfiguration(json: .object(object), file: "config.json")
    }

    @Test("Older and newer spellings say the same")
    func spellings() throws {
        let linear = try read(["rope_theta": 5000, "rope_scaling": ["rope_type": "linear", "factor": 4]])
        #expect(linear.ropeScaling == .linear(factor: 4) && linear.ropeTheta == 5000)
        #expect(try read(["rope_theta": 5000, "rope_scaling": ["type": "linear", "factor": 4.0]]) == linear)
        #expect(
            try read(["rope_parameters": ["rope_type": "linear", "factor": 4, "rope_theta": 5000.0]]) == linear)
        #expect(
            try read([
                "rope_scaling": nil, "rope_parameters": ["rope_type": "linear", "factor": 4, "rope_theta": 5000],
            ]) == linear)
        #expect(try read(["rope_scaling": [:]]).ropeScaling == .none)
        #expect(try read(["rope_scaling": ["type": "default"]]) == read([:]))
    }

    @Test("A context that is not named is the model's own; a factor that is not, their ratio")
    func defaults() throws {
        let yarn = try read(["rope_scaling": ["rope_type": "yarn", "original_max_position_embeddings": 128]])
        #expect(yarn.ropeScaling == .yarn(RotaryScaling.Yarn(factor: 4, originalPositions: 128)))
        let llama3: JSONObject = [
            "rope_type": "llama3", "factor": 8, "low_freq_factor": 1, "high_freq_factor": 4,
        ]
        let expected = RotaryScaling.Llama3(
            factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositions: 512)
        #expect(try read(["rope_scaling": .object(llama3)]).ropeScaling == .llama3(expected))
    }

    @Test("Phi 3 calls LongRoPE su or yarn too, and its original context stands beside")
    func phi3() throws {
        let factors: JSONValue = .array([JSONValue](repeating: 1.5, count: 8))
        let scalings = try ["longrope", "su", "yarn"].map { kind in
            try read(
                "phi3",
                [
                    "original_max_position_embeddings": 128,
                    "rope_scaling": ["type": .string(kind), "short_factor": factors, "long_factor": factors],
                ]
            ).ropeScaling
        }
        let expected = RotaryScaling.LongRope(
            shortFactors: [Double](repeating: 1.5, count: 8), longFactors: [Double](repeating: 1.5, count: 8),
            originalPositions: 128, stretch: 4)
        #expect(scalings.allSatisfy { $0 == .longrope(expected) })
    }

    @Test("Layers with a window have a base of their own in Gemma 3, in either spelling")
    func gemma3() throws {
        let layers: JSONValue = ["sliding_attention", "full_attention"]
        let older = try read(
            "gemma3_text",
            [
                "layer_types": layers, "rope_theta": 1e6, "rope_local_base_freq": 1e4,
                "rope_scaling": ["rope_type": "linear", "factor": 8],
            ])
        #expect(older.localRope == RotaryParameters(theta: 10_000) && older.ropeScaling == .linear(factor: 8))
        let newer = try read(
            "gemma3_text",
            [
                "layer_types": layers,
                "rope_parameters": [
                    "full_attention": ["rope_type": "linear", "factor": 8, "rope_theta": 1e6],
                    "sliding_attention": ["rope_type": "default", "rope_theta": 1e4],
                ],
            ])
        #expect(newer == older)
        // A scaling of those layers too can be read and written.
        var both = older
        both.localRope?.scaling = .linear(factor: 2)
        #expect(try ModelConfiguration(json: both.json(), file: "config.json") == both)
    }

    @Test("Layer types and switches that are not computed are refused by name")
    func refusals() throws {
        let cases: [(String, JSONObject, String)] = [
            ("gemma2", ["layer_types": ["full_attention", "linear_attention"]], "linear_attention"),
            ("gemma2", ["layer_types": ["full_attention"]], "1 of 2 layers"),
            ("gemma3_text", ["use_bidirectional_attention": true], "use_bidirectional_attention"),
            ("gemma3_text", ["sliding_window_pattern": 0], "sliding_window_pattern"),
            ("smollm3", ["no_rope_layers": [1]], "1 of 2 layers"),
            ("qwen3_moe", ["num_experts": 4, "num_experts_per_tok": 5], "5 of 4 experts"),
            ("qwen3_moe", ["decoder_sparse_step": 0], "decoder_sparse_step"),
            ("mistral", ["sliding_window": 0], "sliding window"),
            (
                "phi3", ["rope_scaling": ["type": "longrope", "short_factor": [1], "long_factor": [1]]],
                "1 short factors"
            ),
        ]
        for (type, more, named) in cases {
            let error = try #require(throws: ModelError.self) { try read(type, more) }
            #expect("\(error)".contains(named), "\(error)")
        }
        for (key, value) in [("scale_attn_by_inverse_layer_idx", true), ("scale_attn_weights", false)] {
            let json: JSONValue = [
                "model_type": "gpt2", "vocab_size": 10, "n_embd": 8, "n_layer": 1, "n_head": 2, key: .bool(value),
            ]
            let error = try #require(throws: ModelError.self) { try ModelConfiguration(json: json, file: "c") }
            #expect("\(error)".contains(key))
        }
    }
}
