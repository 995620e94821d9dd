/// The rotary angles of each layer: one table for all, or one for layers with a window and one for the others.
struct LayerRotations {
    private let configuration: ModelConfiguration
    private let whole: RotaryEmbedding
    private let local: RotaryEmbedding

    init(_ configuration: ModelConfiguration) {
        func embedding(_ parameters: RotaryParameters) -> RotaryEmbedding {
            RotaryEmbedding(
                frequencies: parameters.frequencies(
                    size: configuration.rotarySize, positions: configuration.maximumPositions),
                factor: parameters.scaling.attentionFactor)
        }
        self.configuration = configuration
        whole = embedding(configuration.rope)
        local = configuration.localRope.map(embedding) ?? whole
    }

    subscript(layer: Int) -> RotaryEmbedding { configuration.window(ofLayer: layer) == nil ? whole : local }
}
