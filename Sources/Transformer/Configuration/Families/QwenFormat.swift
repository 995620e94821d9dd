import Foundations

/// Qwen 2 and 2.5 (biases of queries, keys and values), Qwen 3 (QK-norm), and Qwen 3 with experts.
struct QwenFormat: FamilyFormat {
    let model: ModelFamily

    var architecture: String {
        switch model {
        case .qwen2: "Qwen2ForCausalLM"
        case .qwen3: "Qwen3ForCausalLM"
        default: "Qwen3MoeForCausalLM"
        }
    }

    var defaults: JSONObject {
        var defaults: JSONObject = [
            "max_position_embeddings": 32_768, "sliding_window": 4096, "max_window_layers": 28,
        ]
        if model == .qwen3 { defaults["head_dim"] = 128 }
        if model == .qwen3MoE {
            let experts: JSONObject = [
                "num_experts_per_tok": 8, "moe_intermediate_size": 768, "decoder_sparse_step": 1,
            ]
            defaults.members += experts.members
        }
        return defaults
    }

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        var configuration = try readCommon(file)
        configuration.usesQKNorm = model != .qwen2
        let attentionBias = try file.bool("attention_bias") ?? false
        configuration.usesQueryKeyValueBias = model == .qwen2 || attentionBias
        configuration.usesOutputBias = model != .qwen2 && attentionBias
        if try file.bool("use_sliding_window") == true {
            configuration.slidingWindow = try file.int("sliding_window")
            let first = try file.int("max_window_layers") ?? 28
            // Qwen 3 MoE gives every layer the window.
            if model != .qwen3MoE { try LayerTypes.read(file, into: &configuration) { $0 >= first } }
        }
        if model == .qwen3MoE { try readExperts(file, into: &configuration) }
        return configuration
    }

    private func readExperts(
        _ file: ConfigurationReader, into configuration: inout ModelConfiguration
    ) throws(ModelError) {
        // The same number, by the name that files have used and by the one that newer files use.
        var count = try file.int("num_experts")
        if count == nil { count = try file.int("num_local_experts") }
        let step = try file.size("decoder_sparse_step"), dense = Set(try file.ints("mlp_only_layers") ?? [])
        guard step >= 1 else { throw file.refusal("'decoder_sparse_step' is \(step); it must be at least 1") }
        configuration.expertLayers = configuration.layers.map { layer in
            !dense.contains(layer) && count != 0 && (layer + 1) % step == 0
        }
        configuration.experts = ExpertConfiguration(
            count: count ?? 128, perToken: try file.size("num_experts_per_tok"),
            intermediateSize: try file.size("moe_intermediate_size"),
            normalizesWeights: try file.bool("norm_topk_prob") ?? false)
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        var object = writeCommon(configuration)
        object["attention_bias"] = .bool(configuration.usesOutputBias)
        object["use_sliding_window"] = .bool(configuration.slidingWindow != nil)
        object["sliding_window"] = configuration.slidingWindow.map { .integer($0) } ?? .null
        if model != .qwen3MoE {
            let first = configuration.layers.first { configuration.window(ofLayer: $0) != nil }
            object["max_window_layers"] = .integer(first ?? configuration.layerCount)
            object["layer_types"] = LayerTypes.write(configuration)
        }
        if let experts = configuration.experts {
            object["num_experts"] = .integer(experts.count)
            object["num_experts_per_tok"] = .integer(experts.perToken)
            object["moe_intermediate_size"] = .integer(experts.intermediateSize)
            object["norm_topk_prob"] = .bool(experts.normalizesWeights)
            object["decoder_sparse_step"] = 1
            object["mlp_only_layers"] = .array(
                configuration.layers.filter { configuration.experts(ofLayer: $0) == nil }.map { .integer($0) })
        }
        return object
    }
}
