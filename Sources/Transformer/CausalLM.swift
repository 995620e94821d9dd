public import Tensors

/// A decoder that predicts the next token: the same code trains and generates.
///
/// Embedding, blocks of attention and feed-forward layers, a norm, and an output matrix that may be the embedding.
public final class CausalLM {
    /// The sizes and choices of the model.
    public let configuration: ModelConfiguration
    /// All that is learned, in the order of use.
    public let parameters: [Parameter]

    /// The adapter that is laid over the weights; see ``attach(_:)``.
    public internal(set) var adapter: LoRAAdapter?
    /// Whether the adapter takes part; without it the model computes what it did before.
    public var adaptersEnabled = true

    let embedding: Parameter
    /// The learned table of positions [positions, hidden], where there is one.
    let positions: Parameter?
    let blocks: [TransformerBlock]
    let norm: Norm
    /// The output matrix [vocabulary, hidden]: the embedding itself when they are tied.
    let head: Parameter
    let rotary: LayerRotations

    /// A model whose weights are all 0, to be filled by `initialize` or by reading files.
    init(zeros configuration: ModelConfiguration) throws(ModelError) {
        try configuration.validate()
        self.configuration = configuration
        let shape = [configuration.vocabularySize, configuration.hiddenSize]
        embedding = Parameter(name: "model.embed_tokens.weight", shape: shape)
        positions = configuration.learnedPositions.map {
            Parameter(name: "model.embed_positions.weight", shape: [$0, configuration.hiddenSize])
        }
        blocks = (0..<configuration.layerCount).map { TransformerBlock(configuration, layer: $0) }
        norm = Norm(configuration, name: "model.norm")
        head = configuration.tiesEmbeddings ? embedding : Parameter(name: "lm_head.weight", shape: shape)
        rotary = LayerRotations(configuration)
        parameters =
            [embedding] + [positions].compactMap { $0 } + blocks.flatMap(\.parameters) + norm.parameters
            + (configuration.tiesEmbeddings ? [] : [head])
    }

    /// A model with fresh weights that belong to `seed`.
    public convenience init(configuration: ModelConfiguration, seed: UInt64) throws(ModelError) {
        try self.init(zeros: configuration)
        initialize(seed: seed)
    }

    /// Numbers that are learned.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// Floating-point operations of a training step for each token of a sequence of `length`.
    ///
    /// Six for each weight of a product (two forward, four backward) and the products of attention without regard to
    /// the causal mask, as Chowdhery et al., "PaLM" (2022), appendix B, counts them; of experts those that a token sees.
    /// Under an adapter the weights have no gradient of their own, which is two of the six.
    public func trainingFLOPs(perTokenAtLength length: Int) -> Double {
        let tables = (configuration.tiesEmbeddings ? 0 : embedding.count) + (positions?.count ?? 0)
        let idle = blocks.reduce(0) { $0 + $1.feedForward.idleWeightCount }
        let products = parameters.filter(\.decays).reduce(0) { $0 + $1.count } - tables - idle
        let perWeight = adapter == nil ? 6.0 : 4.0
        return perWeight * Double(products) + 6 * Double(adapter?.parameterCount ?? 0) + 12
            * Double(configuration.layerCount * configuration.queryWidth * length)
    }

    /// The next-token loss of a batch; on a tape that trains, the gradient of the scaled sum is recorded.
    ///
    /// - Parameters:
    ///   - tokens: `sequences` sequences of `length` tokens, one after another.
    ///   - targets: The token to predict at each position; a negative one carries no loss.
    ///   - scale: The factor on the sum: 1 / (targets of the whole step) for a mean that accumulation keeps.
    ///   - firstVisible: For packed documents, the first position of its sequence that each position may see.
    ///   - weights: A factor on the loss of each position; nil is 1 for all.
    public func loss(
        tokens: [Int32], targets: [Int32], sequences: Int, length: Int, scale: Float, firstVisible: [Int32]? = nil,
        weights: [Float]? = nil, tape: Tape
    ) -> LossSum {
        let rows = states(
            tokens: tokens, sequences: sequences, length: length, firstVisible: firstVisible, tape: tape)
        return tape.linearCrossEntropy(
            rows, weight: head, targets: targets, scale: scale, softcap: configuration.logitSoftcap,
            rowWeights: weights, update: headUpdate(rows: rows.value.rows, tape: tape))
    }

    /// The states after the last norm, from which the next token is predicted: [sequences x length, hidden], in the type of
    /// activations.
    ///
    /// - Parameters:
    ///   - tokens: `sequences` sequences of `length` tokens, one after another.
    ///   - firstVisible: For packed documents, the first position of its sequence that each position may see.
    public func states(
        tokens: [Int32], sequences: Int, length: Int, firstVisible: [Int32]? = nil, tape: Tape
    ) -> Variable {
        let shape = AttentionShape(
            sequences: sequences, length: length, queryHeads: configuration.attentionHeadCount,
            keyValueHeads: configuration.keyValueHeadCount, headSize: configuration.headSize,
            scale: configuration.attentionScale, firstVisible: firstVisible)
        // Positions count from the beginning of a document, wherever in its sequence it was packed.
        let positions = (0..<sequences * length).map { Int32($0 % length) - (firstVisible?[$0] ?? 0) }
        return hidden(tokens, span: .sequences(shape), positions: positions, reaching: length, tape: tape)
    }

    /// The states after the last norm.
    func hidden(
        _ tokens: [Int32], span: ForwardPass.Span, positions: [Int32], reaching end: Int, tape: Tape,
        observer: ForwardObserver? = nil
    ) -> Variable {
        let pass = ForwardPass(
            tape: tape, span: span, positions: positions, rotary: rotary, end: end, adapter: activeAdapter,
            dropout: AdapterDropout(activeAdapter, rows: tokens.count, tape: tape), observer: observer)
        var x = tape.embedding(tokens, weight: embedding, scale: configuration.embeddingScale)
        if let table = self.positions { x = tape.embedding(positions, weight: table, residual: x) }
        observer?.residual?(x.value)
        for block in blocks {
            x = block(x, pass)
            observer?.residual?(x.value)
        }
        return norm(x, pass)
    }
}
