import Foundations
import Tensors

/// GPT-2: layer norms, biases, a table of positions, a feed-forward layer without a gate.
struct GPT2Format: FamilyFormat {
    let architecture = "GPT2LMHeadModel"
    let defaults: JSONObject = [
        "n_positions": 1024, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5,
        "tie_word_embeddings": true, "scale_attn_weights": true,
    ]

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        try file.refuse("scale_attn_by_inverse_layer_idx", "scores divided by the number of the layer")
        try file.refuse("add_cross_attention", "attention to an encoder")
        if try file.bool("scale_attn_weights") == false {
            throw file.refusal("'scale_attn_weights' false (scores that are not divided) is not supported")
        }
        let hidden = try file.size("n_embd"), positions = try file.size("n_positions")
        let (quadruple, overflows) = hidden.multipliedReportingOverflow(by: 4)
        if overflows { throw file.refusal("'n_embd' is \(hidden)") }
        var configuration = ModelConfiguration(
            vocabularySize: try file.size("vocab_size"), hiddenSize: hidden, layerCount: try file.size("n_layer"),
            attentionHeadCount: try file.size("n_head"), intermediateSize: try file.int("n_inner") ?? quadruple,
            maximumPositions: min(try file.int("n_ctx") ?? positions, positions),
            normEpsilon: Float(try file.double("layer_norm_epsilon") ?? 1e-5),
            tiesEmbeddings: try file.bool("tie_word_embeddings") ?? true, usesQueryKeyValueBias: true,
            usesOutputBias: true, usesFeedForwardBias: true,
            initializerRange: try file.double("initializer_range") ?? 0.02)
        configuration.learnedPositions = positions
        configuration.normKind = .layer
        configuration.usesGate = false
        configuration.activation = try file.activation("activation_function")
        return configuration
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        [
            "vocab_size": .integer(configuration.vocabularySize),
            "n_embd": .integer(configuration.hiddenSize),
            "n_layer": .integer(configuration.layerCount),
            "n_head": .integer(configuration.attentionHeadCount),
            "n_inner": .integer(configuration.intermediateSize),
            "n_positions": .integer(configuration.learnedPositions ?? configuration.maximumPositions),
            "n_ctx": .integer(configuration.maximumPositions),
            "activation_function": .string(
                configuration.activation == .geluTanh ? "gelu_new" : configuration.activation.name),
            "layer_norm_epsilon": .float(configuration.normEpsilon),
            "tie_word_embeddings": .bool(configuration.tiesEmbeddings),
            "initializer_range": .number(configuration.initializerRange),
            "attn_pdrop": .number(0), "embd_pdrop": .number(0), "resid_pdrop": .number(0),
            "use_cache": true,
        ]
    }
}
