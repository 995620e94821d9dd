import Foundations

/// SmolLM 3: every fourth layer without positions.
struct SmolLM3Format: FamilyFormat {
    let architecture = "SmolLM3ForCausalLM"
    let defaults: JSONObject = [
        "max_position_embeddings": 32_768, "tie_word_embeddings": true, "rope_theta": 2e6,
        "no_rope_layer_interval": 4,
    ]

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        var configuration = try readCommon(file)
        let attentionBias = try file.bool("attention_bias") ?? false
        configuration.usesQueryKeyValueBias = attentionBias
        configuration.usesOutputBias = attentionBias
        configuration.usesFeedForwardBias = try file.bool("mlp_bias") ?? false
        let interval = try file.size("no_rope_layer_interval")
        guard interval >= 1 else { throw file.refusal("'no_rope_layer_interval' is \(interval)") }
        let turned =
            try file.ints("no_rope_layers")?.map { $0 != 0 } ?? configuration.layers.map { ($0 + 1) % interval != 0 }
        configuration.rotaryLayers = turned
        if try file.bool("use_sliding_window") == true {
            configuration.slidingWindow = try file.int("sliding_window")
            try LayerTypes.read(file, into: &configuration) { $0 < turned.count && !turned[$0] }
        }
        return configuration
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        var object = writeCommon(configuration)
        object["attention_bias"] = .bool(configuration.usesOutputBias)
        object["mlp_bias"] = .bool(configuration.usesFeedForwardBias)
        object["no_rope_layers"] = .array(
            configuration.layers.map { .integer(configuration.turnsHeads(inLayer: $0) ? 1 : 0) })
        object["use_sliding_window"] = .bool(configuration.slidingWindow != nil)
        object["sliding_window"] = configuration.slidingWindow.map { .integer($0) } ?? .null
        object["layer_types"] = LayerTypes.write(configuration)
        // Left out, transformers takes a token of its own, which a small vocabulary may not have.
        object["pad_token_id"] = .null
        return object
    }
}
