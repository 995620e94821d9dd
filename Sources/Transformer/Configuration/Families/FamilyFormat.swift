import Foundations

/// How a family writes a configuration as `config.json`.
protocol FamilyFormat {
    /// The class of transformers that a file names.
    var architecture: String { get }

    /// What transformers takes for members that a file lacks.
    var defaults: JSONObject { get }

    /// The configuration that a file describes.
    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration

    /// The members of the file beside `model_type`, `architectures` and special tokens.
    func write(_ configuration: ModelConfiguration) -> JSONObject
}

extension FamilyFormat {
    /// The members that nearly all families share, under the names of Llama.
    func readCommon(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        let heads = try file.size("num_attention_heads"), hidden = try file.size("hidden_size")
        var configuration = ModelConfiguration(
            vocabularySize: try file.size("vocab_size"), hiddenSize: hidden,
            layerCount: try file.size("num_hidden_layers"), attentionHeadCount: heads,
            keyValueHeadCount: try file.int("num_key_value_heads") ?? heads,
            headSize: try file.int("head_dim") ?? hidden / max(heads, 1),
            intermediateSize: try file.size("intermediate_size"),
            maximumPositions: try file.int("max_position_embeddings") ?? 2048,
            normEpsilon: Float(try file.double("rms_norm_eps") ?? 1e-6),
            tiesEmbeddings: try file.bool("tie_word_embeddings") ?? false,
            initializerRange: try file.double("initializer_range") ?? 0.02)
        configuration.activation = try file.activation("hidden_act")
        try RopeFormat.read(file, into: &configuration)
        return configuration
    }

    /// The same, written.
    func writeCommon(_ configuration: ModelConfiguration) -> JSONObject {
        var object: JSONObject = [
            "vocab_size": .integer(configuration.vocabularySize),
            "hidden_size": .integer(configuration.hiddenSize),
            "num_hidden_layers": .integer(configuration.layerCount),
            "num_attention_heads": .integer(configuration.attentionHeadCount),
            "num_key_value_heads": .integer(configuration.keyValueHeadCount),
            "head_dim": .integer(configuration.headSize),
            "intermediate_size": .integer(configuration.intermediateSize),
            "hidden_act": .string(configuration.activation.name),
            "max_position_embeddings": .integer(configuration.maximumPositions),
        ]
        object.members += RopeFormat.write(configuration).members
        object.members += [
            .init(key: "rms_norm_eps", value: .float(configuration.normEpsilon)),
            .init(key: "tie_word_embeddings", value: .bool(configuration.tiesEmbeddings)),
            .init(key: "attention_dropout", value: .number(0)),
            .init(key: "initializer_range", value: .number(configuration.initializerRange)),
            .init(key: "use_cache", value: true),
        ]
        return object
    }
}

extension JSONValue {
    /// A float with no more digits than it needs.
    static func float(_ value: Float) -> JSONValue { .number(Double(value.description) ?? Double(value)) }
}
