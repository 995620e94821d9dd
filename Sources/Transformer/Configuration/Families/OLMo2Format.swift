import Foundations

/// OLMo 2: norms after attention and feed-forward layers, QK-norm over all heads together.
struct OLMo2Format: FamilyFormat {
    let architecture = "Olmo2ForCausalLM"
    let defaults: JSONObject = ["rms_norm_eps": 1e-5]

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        var configuration = try readCommon(file)
        configuration.normPlacement = .after
        configuration.usesQKNorm = true
        configuration.normalizesHeadsTogether = true
        let attentionBias = try file.bool("attention_bias") ?? false
        configuration.usesQueryKeyValueBias = attentionBias
        configuration.usesOutputBias = attentionBias
        return configuration
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        var object = writeCommon(configuration)
        object["attention_bias"] = .bool(configuration.usesOutputBias)
        return object
    }
}
