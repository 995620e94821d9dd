import Transformer

/// A model and a batch whose training speed is measured.
struct TrainingSetting {
    var name: String
    var layers: Int
    var hiddenSize: Int
    var heads: Int
    var keyValueHeads: Int
    var intermediateSize: Int
    var vocabulary: Int
    var length: Int
    var sequences: Int

    /// The settings that the project's figures are given for.
    static let known = [
        TrainingSetting(
            name: "5.48M", layers: 6, hiddenSize: 256, heads: 8, keyValueHeads: 4, intermediateSize: 704,
            vocabulary: 4096, length: 256, sequences: 16),
        TrainingSetting(
            name: "0.87M", layers: 4, hiddenSize: 128, heads: 4, keyValueHeads: 4, intermediateSize: 352,
            vocabulary: 512, length: 64, sequences: 12),
    ]

    /// The setting of `martlet bench lora`: large enough that weights, gradients and moments outweigh activations.
    static let adapted = TrainingSetting(
        name: "88M", layers: 12, hiddenSize: 768, heads: 12, keyValueHeads: 4, intermediateSize: 2048,
        vocabulary: 16_384, length: 256, sequences: 2)

    /// Tokens of a step.
    var tokens: Int { length * sequences }

    var model: ModelConfiguration {
        ModelConfiguration(
            vocabularySize: vocabulary, hiddenSize: hiddenSize, layerCount: layers, attentionHeadCount: heads,
            keyValueHeadCount: keyValueHeads, intermediateSize: intermediateSize, maximumPositions: length)
    }
}
