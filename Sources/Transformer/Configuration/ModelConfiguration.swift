public import Tensors

/// The sizes and choices that make a decoder: everything the weights alone do not say.
///
/// Families differ by configuration, not by code: Llama, Gemma, GPT-2 and Mixtral are all this.
public struct ModelConfiguration: Sendable, Equatable {
    /// The family whose names its files have; nil for the first of ``ModelFamily`` that computes the same.
    public var family: ModelFamily?

    // MARK: Sizes

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

    // MARK: Positions

    /// Base of the rotary frequencies.
    public var ropeTheta: Double
    /// What stretches them.
    public var ropeScaling = RotaryScaling.none
    /// The part of each head that positions turn, from 0 (exclusive) to 1.
    public var rotaryShare = 1.0
    /// The rotary parameters of layers with a window, where they differ from the others' (Gemma 3).
    public var localRope: RotaryParameters?
    /// For each layer whether positions turn its heads; nil for all (SmolLM 3 leaves some out).
    public var rotaryLayers: [Bool]?
    /// Rows of a learned table of positions that is added to the embedding, in place of rotary positions (GPT-2).
    public var learnedPositions: Int?

    // MARK: Attention

    /// Positions that a layer with a window sees, the own included; nil where none has one (Mistral, Gemma).
    public var slidingWindow: Int?
    /// For each layer whether it has the window; nil for all.
    public var windowLayers: [Bool]?
    /// Scores are divided by the root of this; nil for the head size (Gemma).
    public var queryScalar: Double?
    /// Scores become softcap * tanh(score / softcap) (Gemma 2).
    public var attentionSoftcap: Float?
    /// Whether queries and keys are normalized (Qwen 3, Gemma 3, OLMo 2).
    public var usesQKNorm: Bool
    /// Whether that norm is over all heads together (OLMo 2), not over each.
    public var normalizesHeadsTogether = false
    /// Whether the projections to queries, keys and values have biases (Qwen 2).
    public var usesQueryKeyValueBias: Bool
    /// Whether the projection out of attention has a bias.
    public var usesOutputBias: Bool

    // MARK: Norms

    /// Added under the root of every norm.
    public var normEpsilon: Float
    /// What the norms do.
    public var normKind = NormKind.rms
    /// Whether the weights of norms lie around 0, and 1 is added to them (Gemma).
    public var raisesNormWeights = false
    /// Where the norms of a block stand.
    public var normPlacement = NormPlacement.before

    // MARK: Feed-forward

    /// The function between the products.
    public var activation = Activation.silu
    /// Whether the activation of one half gates the other (all but GPT-2).
    public var usesGate = true
    /// Whether the projections of the feed-forward layer have biases.
    public var usesFeedForwardBias: Bool
    /// The experts that take the place of the feed-forward layer (Mixtral, Qwen 3 MoE).
    public var experts: ExpertConfiguration?
    /// For each layer whether it has experts; nil for all, if any.
    public var expertLayers: [Bool]?

    // MARK: Vocabulary

    /// Whether the output matrix is the embedding.
    public var tiesEmbeddings: Bool
    /// Whether embeddings are multiplied by the root of the hidden size (Gemma).
    public var scalesEmbeddings = false
    /// Logits become softcap * tanh(logit / softcap) (Gemma 2).
    public var logitSoftcap: Float?
    /// The token that begins a text, where there is one.
    public var beginOfTextToken: Int32?
    /// The tokens that end a text.
    public var endOfTextTokens: [Int32]

    /// Standard deviation of fresh weights.
    public var initializerRange: Double

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
}
