import Foundations

/// Llama, and what is built like it: TinyLlama, SmolLM, Yi.
struct LlamaFormat: FamilyFormat {
    let architecture = "LlamaForCausalLM"
    let defaults: JSONObject = [:]

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        var configuration = try readCommon(file)
        let attentionBias = try file.bool("attention_bias") ?? false
        configuration.usesQueryKeyValueBias = attentionBias
        configuration.usesOutputBias = attentionBias
        configuration.usesFeedForwardBias = try file.bool("mlp_bias") ?? false
        return configuration
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        var object = writeCommon(configuration)
        object["attention_bias"] = .bool(configuration.usesOutputBias)
        object["mlp_bias"] = .bool(configuration.usesFeedForwardBias)
        return object
    }
}
