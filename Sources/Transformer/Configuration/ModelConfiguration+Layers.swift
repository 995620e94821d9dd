public import Tensors

/// What follows from the choices, layer by layer.
extension ModelConfiguration {
    /// Width of all query heads together.
    public var queryWidth: Int { attentionHeadCount * headSize }

    /// Width of all key heads (or all value heads) together.
    public var keyValueWidth: Int { keyValueHeadCount * headSize }

    /// The factor on the scores of attention.
    public var attentionScale: Float { 1 / Float(queryScalar ?? Double(headSize)).squareRoot() }

    /// The factor on embeddings: the root of the hidden size in float32, or 1.
    public var embeddingScale: Float { scalesEmbeddings ? Float(hiddenSize).squareRoot() : 1 }

    /// What is added to the weights of norms.
    var normOffset: Float { raisesNormWeights ? 1 : 0 }

    /// Elements of a head that positions turn.
    public var rotarySize: Int { learnedPositions == nil ? Int(Double(headSize) * rotaryShare) / 2 * 2 : 0 }

    /// The rotary parameters of layers without a window, and of all where ``localRope`` is nil.
    public var rope: RotaryParameters { RotaryParameters(theta: ropeTheta, scaling: ropeScaling) }

    /// Positions that a layer sees, the own included; nil for all up to its own.
    public func window(ofLayer layer: Int) -> Int? {
        windowLayers?[layer] ?? true ? slidingWindow : nil
    }

    /// Whether positions turn the heads of a layer.
    public func turnsHeads(inLayer layer: Int) -> Bool {
        rotarySize > 0 && rotaryLayers?[layer] ?? true
    }

    /// What a page of the model's keys and values holds.
    public func pageShape(_ format: CacheFormat = .float32) -> KVPageShape {
        KVPageShape(layers: layerCount, heads: keyValueHeadCount, headSize: headSize, format: format)
    }

    /// The experts of a layer; nil where it has a feed-forward layer of its own.
    public func experts(ofLayer layer: Int) -> ExpertConfiguration? {
        expertLayers?[layer] ?? true ? experts : nil
    }

    /// The numbers of the layers.
    var layers: Range<Int> { 0..<max(0, min(layerCount, Self.layerLimit)) }

    /// The same choices with nothing said that goes without saying, so that equal choices are equal values.
    var canonical: ModelConfiguration {
        var result = self
        if queryScalar == Double(headSize) { result.queryScalar = nil }
        if !(windowLayers?.contains(true) ?? true) { result.slidingWindow = nil }
        if result.slidingWindow == nil || !(windowLayers?.contains(false) ?? false) { result.windowLayers = nil }
        if result.slidingWindow == nil || localRope == rope { result.localRope = nil }
        if !(rotaryLayers?.contains(false) ?? false) { result.rotaryLayers = nil }
        if !(expertLayers?.contains(true) ?? true) { result.experts = nil }
        if result.experts == nil || !(expertLayers?.contains(false) ?? false) { result.expertLayers = nil }
        return result
    }

    /// Layers that have experts.
    public var expertLayerCount: Int {
        experts == nil ? 0 : expertLayers.map { $0.count { $0 } } ?? layerCount
    }

    /// Refuses a configuration that asks for far more numbers than the weights of its directory have.
    func checkSize(against count: Int, _ directory: String) throws(ModelError) {
        // In floating point, because a forged configuration may ask for more than an integer counts.
        let hidden = Double(hiddenSize)
        let embeddings = (Double(vocabularySize) * (tiesEmbeddings ? 1 : 2) + Double(learnedPositions ?? 0)) * hidden
        let attention = 2 * hidden * Double(queryWidth + keyValueWidth)
        let products = usesGate ? 3.0 : 2
        let dense = products * hidden * Double(intermediateSize) * Double(layerCount - expertLayerCount)
        let sparse = experts.map { Double($0.count) * hidden * (products * Double($0.intermediateSize) + 1) } ?? 0
        let wanted = embeddings + Double(layerCount) * attention + dense + Double(expertLayerCount) * sparse
        guard wanted > 2 * Double(count) + 1e6 else { return }
        throw .wrongSize(directory: directory, wanted: wanted, found: count)
    }
}
