/// What a tensor of a file is to the model, whatever it is called there.
struct WeightRole: Hashable, Sendable {
    /// A place in the model.
    enum Part: String, Sendable {
        case embedding, positions, norm, output
        case attentionNorm, attentionOutputNorm, feedForwardNorm, feedForwardOutputNorm
        case queries, keys, values, queriesKeysValues, queryNorm, keyNorm, attentionOutput
        case gate, up, gateUp, down, router
    }

    var part: Part
    /// The block it belongs to; nil for what stands outside of the blocks.
    var layer: Int?
    /// The expert it belongs to.
    var expert: Int?
    var isBias = false

    /// Whether it is the matrix of a product with rows of activations.
    var isProductWeight: Bool {
        switch part {
        case .queries, .keys, .values, .queriesKeysValues, .attentionOutput, .gate, .up, .gateUp, .down, .router:
            !isBias
        default: false
        }
    }
}
