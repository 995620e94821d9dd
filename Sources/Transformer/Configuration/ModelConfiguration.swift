/// The sizes and choices that make a decoder: everything the weights alone do not say.
///
/// Families differ by configuration, not by code: Llama, Qwen 2 and Qwen 3 are all this.
public struct ModelConfiguration: Sendable, Equatable {
    /// Tokens the model knows.
    public var vocabularySize: Int
    /// Width of the residual stream.
    public var hiddenSize: Int
    /// Blocks, one after another.
    public var layerCount: Int
    /// Heads of queries.
    public var attentionHeadCount: Int
    /// Heads of keys and values; divides `attentionHeadCount`.
    public var keyValueHeadCount: Int
    /// Elements of a head.
    public var headSize: Int
    /// Width between the two products of the feed-forward layer.
    public var intermediateSize: Int
    /// Longest sequence the model was made for.
    public var maximumPositions: Int
    /// Base of the rotary frequencies.
    public var ropeTheta: Double
    /// Added under the root of every RMS norm.
    public var normEpsilon: Float
    /// Whether the output matrix is the embedding.
    public var tiesEmbeddings: Bool
    /// Whether queries and keys are normalized head by head (Qwen 3).
    public var usesQKNorm: Bool
    /// Whether the projections to queries, keys and values have biases (Qwen 2).
    public var usesQueryKeyValueBias: Bool
    /// Whether the projection out of attention has a bias.
    public var usesOutputBias: Bool
    /// Whether the projections of the feed-forward layer have biases.
    public var usesFeedForwardBias: Bool
    /// Standard deviation of fresh weights.
    public var initializerRange: Double
    /// The token that begins a text, where there is one.
    public var beginOfTextToken: Int32?
    /// The tokens that end a text.
    public var endOfTextTokens: [Int32]

    /// A configuration in the style of Llama.
    public init(
        vocabularySize: Int, hiddenSize: Int, layerCount: Int, attentionHeadCount: Int, keyValueHeadCount: Int? = nil,
        headSize: Int? = nil, intermediateSize: Int, maximumPositions: Int = 2048, ropeTheta: Double = 10_000,
        normEpsilon: Float = 1e-5, tiesEmbeddings: Bool = true, usesQKNorm: Bool = false,
        usesQueryKeyValueBias: Bool = false, usesOutputBias: Bool = false, usesFeedForwardBias: Bool = false,
        initializerRange: Double = 0.02, beginOfTextToken: Int32? = nil, endOfTextTokens: [Int32] = []
    ) {
        self.vocabularySize = vocabularySize
        self.hiddenSize = hiddenSize
        self.layerCount = layerCount
        self.attentionHeadCount = attentionHeadCount
        self.keyValueHeadCount = keyValueHeadCount ?? attentionHeadCount
        self.headSize = headSize ?? hiddenSize / max(attentionHeadCount, 1)
        self.intermediateSize = intermediateSize
        self.maximumPositions = maximumPositions
        self.ropeTheta = ropeTheta
        self.normEpsilon = normEpsilon
        self.tiesEmbeddings = tiesEmbeddings
        self.usesQKNorm = usesQKNorm
        self.usesQueryKeyValueBias = usesQueryKeyValueBias
        self.usesOutputBias = usesOutputBias
        self.usesFeedForwardBias = usesFeedForwardBias
        self.initializerRange = initializerRange
        self.beginOfTextToken = beginOfTextToken
        self.endOfTextTokens = endOfTextTokens
    }

    /// Width of all query heads together.
    public var queryWidth: Int { attentionHeadCount * headSize }

    /// Width of all key heads (or all value heads) together.
    public var keyValueWidth: Int { keyValueHeadCount * headSize }

    /// Refuses a configuration that asks for far more numbers than the weights of its directory have.
    func checkSize(against count: Int, _ directory: String) throws(ModelError) {
        // In floating point, because a forged configuration may ask for more than an integer counts.
        let embeddings = Double(vocabularySize) * Double(hiddenSize) * (tiesEmbeddings ? 1 : 2)
        let attention = 2 * Double(hiddenSize) * Double(queryWidth + keyValueWidth)
        let feedForward = 3 * Double(hiddenSize) * Double(intermediateSize)
        let wanted = embeddings + Double(layerCount) * (attention + feedForward)
        guard wanted > 2 * Double(count) + 1e6 else { return }
        throw .wrongSize(directory: directory, wanted: wanted, found: count)
    }

    /// Checks that the numbers fit together.
    public func validate() throws(ModelError) {
        let sizes = [
            ("vocabulary size", vocabularySize), ("hidden size", hiddenSize), ("number of layers", layerCount),
            ("number of heads", attentionHeadCount), ("number of key-value heads", keyValueHeadCount),
            ("head size", headSize), ("intermediate size", intermediateSize), ("maximum positions", maximumPositions),
        ]
        for (name, size) in sizes where size < 1 || size > 1 << 24 {
            throw ModelError.invalidConfiguration("the \(name) is \(size); it must lie between 1 and \(1 << 24)")
        }
        if attentionHeadCount % keyValueHeadCount != 0 {
            throw ModelError.invalidConfiguration(
                "\(attentionHeadCount) query heads cannot share \(keyValueHeadCount) key-value heads evenly")
        }
        if headSize % 2 != 0 {
            throw ModelError.invalidConfiguration(
                "the head size is \(headSize); rotary positions turn pairs, so it must be even")
        }
        guard ropeTheta.isFinite, ropeTheta > 0 else {
            throw ModelError.invalidConfiguration("the base of the rotary frequencies is \(ropeTheta)")
        }
        guard normEpsilon.isFinite, normEpsilon >= 0, initializerRange.isFinite, initializerRange >= 0 else {
            throw ModelError.invalidConfiguration(
                "the epsilon of norms is \(normEpsilon) and the range of fresh weights \(initializerRange); "
                    + "neither may be negative")
        }
    }
}
