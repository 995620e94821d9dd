public import Tensors

/// The sizes and choices that make an encoder in the manner of BERT.
///
/// Source: Devlin et al., "BERT" (2018), section 3, with the blocks of Vaswani et al., "Attention is all you need"
/// (2017), section 3.1, whose norms follow the residual.
public struct EncoderConfiguration: Sendable, Equatable {
    /// What the tensors are called.
    public var family: EncoderFamily
    /// Tokens the model knows.
    public var vocabularySize: Int
    /// Width of the residual stream.
    public var hiddenSize: Int
    /// Blocks, one after another.
    public var layerCount: Int
    /// Heads of attention; divides `hiddenSize`.
    public var attentionHeadCount: Int
    /// Width between the two products of the feed-forward layer.
    public var intermediateSize: Int
    /// Rows of the table of positions.
    public var positionCount: Int
    /// The row of the first position: 0, but for RoBERTa the one after the padding token's.
    public var firstPosition: Int
    /// Kinds of text that a token may belong to; 0 where the model does not tell them apart.
    public var tokenTypeCount: Int
    /// The function between the two products of the feed-forward layer.
    public var activation: Activation
    /// Added under the root of every norm.
    public var normEpsilon: Float

    /// A configuration in the style of BERT.
    public init(
        family: EncoderFamily = .bert, vocabularySize: Int, hiddenSize: Int, layerCount: Int, attentionHeadCount: Int,
        intermediateSize: Int, positionCount: Int = 512, firstPosition: Int = 0, tokenTypeCount: Int = 2,
        activation: Activation = .gelu, normEpsilon: Float = 1e-12
    ) {
        self.family = family
        self.vocabularySize = vocabularySize
        self.hiddenSize = hiddenSize
        self.layerCount = layerCount
        self.attentionHeadCount = attentionHeadCount
        self.intermediateSize = intermediateSize
        self.positionCount = positionCount
        self.firstPosition = firstPosition
        self.tokenTypeCount = tokenTypeCount
        self.activation = activation
        self.normEpsilon = normEpsilon
    }

    /// Elements of a head.
    public var headSize: Int { hiddenSize / attentionHeadCount }

    /// The most tokens that a text may have.
    public var maximumTokens: Int { positionCount - firstPosition }

    /// Checks that the numbers fit together.
    public func validate() throws(ModelError) {
        let sizes = [
            ("vocabulary size", vocabularySize), ("hidden size", hiddenSize), ("number of layers", layerCount),
            ("number of heads", attentionHeadCount), ("intermediate size", intermediateSize),
            ("number of positions", positionCount),
        ]
        for (name, size) in sizes where size < 1 || size > 1 << 24 {
            throw ModelError.invalidConfiguration("the \(name) is \(size); it must lie between 1 and \(1 << 24)")
        }
        guard hiddenSize % attentionHeadCount == 0, headSize % 2 == 0 else {
            throw ModelError.invalidConfiguration(
                "\(attentionHeadCount) heads do not divide a hidden size of \(hiddenSize) into even parts")
        }
        guard (0..<positionCount).contains(firstPosition) else {
            throw ModelError.invalidConfiguration(
                "the first position is \(firstPosition), of \(positionCount) positions")
        }
        guard (0...1 << 16).contains(tokenTypeCount) else {
            throw ModelError.invalidConfiguration("there are \(tokenTypeCount) token types")
        }
        guard normEpsilon.isFinite, normEpsilon >= 0 else {
            throw ModelError.invalidConfiguration("the epsilon of norms is \(normEpsilon)")
        }
    }

    /// Refuses a configuration that asks for far more numbers than the weights of its directory have.
    func checkSize(against count: Int, _ directory: String) throws(ModelError) {
        // In floating point, because a forged configuration may ask for more than an integer counts.
        let hidden = Double(hiddenSize)
        let embeddings = hidden * (Double(vocabularySize) + Double(positionCount) + Double(tokenTypeCount))
        let block = 4 * hidden * hidden + 2 * hidden * Double(intermediateSize)
        let wanted = embeddings + Double(layerCount) * block
        guard wanted > 2 * Double(count) + 1e6 else { return }
        throw .wrongSize(directory: directory, wanted: wanted, found: count)
    }
}
