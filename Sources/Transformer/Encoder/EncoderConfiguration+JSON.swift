public import Foundation
public import Foundations
import Tensors

/// `config.json` as Hugging Face's transformers writes and reads it.
extension EncoderConfiguration {
    /// Reads the `config.json` of a model directory.
    ///
    /// - Throws: ``ModelError`` that names the file, `JSONError` where it is no JSON, `FileError` where it cannot be
    ///   read.
    public init(directory: URL) throws {
        let file = directory.appending(path: "config.json")
        try self.init(json: JSONValue(contentsOf: file), file: file.path)
    }

    /// Reads a configuration; `file` names it in errors.
    public init(json: JSONValue, file: String) throws(ModelError) {
        let reader = ConfigurationReader(json: json, file: file)
        guard let type = try reader.string("model_type") else { throw reader.refusal("'model_type' is missing") }
        guard let family = EncoderFamily(modelType: type) else {
            throw reader.refusal(
                "model type '\(type)' is no encoder that is supported; supported are "
                    + EncoderFamily.modelTypes.joined(separator: ", "))
        }
        if let kind = try reader.string("position_embedding_type"), kind != "absolute" {
            throw reader.refusal("positions of type '\(kind)' are not supported; supported is 'absolute'")
        }
        for key in ["is_decoder", "add_cross_attention"] where try reader.bool(key) == true {
            throw reader.refusal("'\(key)' is set, which no encoder here computes")
        }
        let distilled = family == .distilbert
        let activationKey = distilled ? "activation" : "hidden_act"
        let activationName = try reader.string(activationKey) ?? "gelu"
        guard let activation = Self.activations[activationName] else {
            throw reader.refusal(
                "'\(activationKey)' is '\(activationName)'; supported are "
                    + Self.activations.keys.sorted().joined(separator: ", "))
        }
        var firstPosition = 0
        if family == .roberta {
            let padding = try reader.int("pad_token_id") ?? 1
            guard (0..<1 << 24).contains(padding) else { throw reader.refusal("'pad_token_id' is \(padding)") }
            firstPosition = padding + 1
        }
        self.init(
            family: family, vocabularySize: try reader.size("vocab_size"),
            hiddenSize: try reader.size(distilled ? "dim" : "hidden_size"),
            layerCount: try reader.size(distilled ? "n_layers" : "num_hidden_layers"),
            attentionHeadCount: try reader.size(distilled ? "n_heads" : "num_attention_heads"),
            intermediateSize: try reader.size(distilled ? "hidden_dim" : "intermediate_size"),
            positionCount: try reader.size("max_position_embeddings"), firstPosition: firstPosition,
            tokenTypeCount: distilled ? 0 : try reader.int("type_vocab_size") ?? 2, activation: activation,
            normEpsilon: distilled ? 1e-12 : Float(try reader.double("layer_norm_eps") ?? 1e-12))
        do { try validate() } catch { throw reader.refusal("\(error)") }
    }

    /// The names that transformers has for activations.
    private static let activations: [String: Activation] = [
        "gelu": .gelu, "gelu_python": .gelu, "gelu_new": .geluTanh, "gelu_fast": .geluTanh,
        "gelu_pytorch_tanh": .geluTanh, "relu": .relu, "silu": .silu, "swish": .silu,
    ]
}
