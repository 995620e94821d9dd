import Foundations

/// Mistral (a window for every layer, or none) and Mixtral (experts).
struct MistralFormat: FamilyFormat {
    let hasExperts: Bool

    var architecture: String { hasExperts ? "MixtralForCausalLM" : "MistralForCausalLM" }

    var defaults: JSONObject {
        var defaults: JSONObject = ["max_position_embeddings": 131_072, "num_key_value_heads": 8]
        if hasExperts {
            let experts: JSONObject = [
                "num_local_experts": 8, "num_experts_per_tok": 2, "rms_norm_eps": 1e-5, "rope_theta": 1e6,
            ]
            defaults.members += experts.members
        } else {
            defaults["sliding_window"] = 4096
        }
        return defaults
    }

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        var configuration = try readCommon(file)
        configuration.slidingWindow = try file.int("sliding_window")
        if hasExperts {
            configuration.experts = ExpertConfiguration(
                count: try file.size("num_local_experts"), perToken: try file.size("num_experts_per_tok"),
                intermediateSize: configuration.intermediateSize)
        }
        return configuration
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        var object = writeCommon(configuration)
        object["sliding_window"] = configuration.slidingWindow.map { .integer($0) } ?? .null
        if let experts = configuration.experts {
            object["num_local_experts"] = .integer(experts.count)
            object["num_experts_per_tok"] = .integer(experts.perToken)
        }
        return object
    }
}
