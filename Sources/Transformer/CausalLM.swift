public import Tensors

/// A decoder that predicts the next token: the same code trains and generates.
///
/// Embedding, blocks of attention and feed-forward layers, a norm, and an output matrix that may be the embedding.
public final class CausalLM {
    /// The sizes and choices of the model.
    public let configuration: ModelConfiguration
    /// All that is learned, in the order of use.
    public let parameters: [Parameter]

    let embedding: Parameter
    let blocks: [TransformerBlock]
    let norm: RMSNorm
    /// The output matrix [vocabulary, hidden]: the embedding itself when they are tied.
    let head: Parameter
    private let rotary: RotaryEmbedding

    /// A model whose weights are all 0, to be filled by `initialize` or by reading files.
    init(zeros configuration: ModelConfiguration) throws(ModelError) {
        try configuration.validate()
        self.configuration = configuration
        let shape = [configuration.vocabularySize, configuration.hiddenSize]
        embedding = Parameter(name: "model.embed_tokens.weight", shape: shape)
        blocks = (0..<configuration.layerCount).map { TransformerBlock(configuration, layer: $0) }
        norm = RMSNorm(
            name: "model.norm.weight", width: configuration.hiddenSize, epsilon: configuration.normEpsilon)
        head = configuration.tiesEmbeddings ? embedding : Parameter(name: "lm_head.weight", shape: shape)
        rotary = RotaryEmbedding(size: configuration.headSize, base: configuration.ropeTheta)
        parameters =
            [embedding] + blocks.flatMap(\.parameters) + [norm.weight] + (configuration.tiesEmbeddings ? [] : [head])
    }

    /// A model with fresh weights that belong to `seed`.
    public convenience init(configuration: ModelConfiguration, seed: UInt64) throws(ModelError) {
        try self.init(zeros: configuration)
        initialize(seed: seed)
    }

    /// Numbers that are learned.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.value.count } }

    /// Floating-point operations of a training step for each token of a sequence of `length`.
    ///
    /// Six for each weight of a product (two forward, four backward) and the products of attention without regard to
    /// the causal mask, as Chowdhery et al., "PaLM" (2022), appendix B, counts them.
    public func trainingFLOPs(perTokenAtLength length: Int) -> Double {
        let table = configuration.tiesEmbeddings ? 0 : embedding.value.count
        let products = parameters.filter(\.decays).reduce(0) { $0 + $1.value.count } - table
        return 6 * Double(products) + 12 * Double(configuration.layerCount * configuration.queryWidth * length)
    }

    /// The next-token loss of a batch; on a tape that trains, the gradient of the scaled sum is recorded.
    ///
    /// - Parameters:
    ///   - tokens: `sequences` sequences of `length` tokens, one after another.
    ///   - targets: The token to predict at each position; a negative one carries no loss.
    ///   - scale: The factor on the sum: 1 / (targets of the whole step) for a mean that accumulation keeps.
    ///   - firstVisible: For packed documents, the first position of its sequence that each position may see.
    public func loss(
        tokens: [Int32], targets: [Int32], sequences: Int, length: Int, scale: Float, firstVisible: [Int32]? = nil,
        tape: Tape
    ) -> LossSum {
        let shape = AttentionShape(
            sequences: sequences, length: length, queryHeads: configuration.attentionHeadCount,
            keyValueHeads: configuration.keyValueHeadCount, headSize: configuration.headSize,
            firstVisible: firstVisible)
        // Positions count from the beginning of a document, wherever in its sequence it was packed.
        let positions = (0..<sequences * length).map { Int32($0 % length) - (firstVisible?[$0] ?? 0) }
        let rows = hidden(tokens, span: .sequences(shape), positions: positions, reaching: length, tape: tape)
        return tape.linearCrossEntropy(rows, weight: head, targets: targets, scale: scale)
    }

    /// Appends `tokens` to the cache and returns the logits that follow them: [1 or tokens, vocabulary], float32.
    ///
    /// The tape must be one that generates. Whether tokens come in one call or one by one changes no bit.
    public func logits(
        of tokens: [Int32], cache: KVCache, rows: LogitRows = .last, tape: Tape
    ) throws(ModelError) -> Tensor {
        precondition(!tokens.isEmpty, "logits of no tokens")
        let positions = cache.count..<cache.count + tokens.count
        if positions.upperBound > cache.capacity {
            throw ModelError.contextExceeded(tokens: positions.upperBound, capacity: cache.capacity)
        }
        if let token = tokens.first(where: { $0 < 0 || Int($0) >= configuration.vocabularySize }) {
            throw ModelError.tokenOutsideVocabulary(token: token, vocabularySize: configuration.vocabularySize)
        }
        var states = hidden(
            tokens, span: .cache(cache, positions), positions: positions.map { Int32($0) },
            reaching: positions.upperBound, tape: tape)
        cache.advance(by: tokens.count)
        if rows == .last { states = tape.variable(states.value.rows(tokens.count - 1..<tokens.count)) }
        return tape.linear(states, weight: head, float32: true).value
    }

    /// The states after the last norm.
    private func hidden(
        _ tokens: [Int32], span: ForwardPass.Span, positions: [Int32], reaching end: Int, tape: Tape
    ) -> Variable {
        let pass = ForwardPass(
            tape: tape, span: span, positions: positions, table: rotary.table(positions: end))
        var x = tape.embedding(tokens, weight: embedding)
        for block in blocks { x = block(x, pass) }
        return norm(x, pass)
    }
}
