public import Tensors

/// An encoder in the manner of BERT: a state for every token, made from all the tokens of its text.
///
/// Texts of a batch stand one after another without padding. In a tape that generates, the states of a text have the
/// same bits whatever its neighbours are.
public final class EncoderModel {
    /// The sizes and choices of the model.
    public let configuration: EncoderConfiguration
    /// All that is learned, in the order of use.
    public let parameters: [Parameter]

    let tokenEmbedding: Parameter
    let positionEmbedding: Parameter
    let typeEmbedding: Parameter?
    let embeddingNorm: EncoderNorm
    let blocks: [EncoderBlock]

    /// A model whose weights are all 0, to be filled by `initialize` or by reading files.
    init(zeros configuration: EncoderConfiguration) throws(ModelError) {
        try configuration.validate()
        self.configuration = configuration
        let hidden = configuration.hiddenSize
        tokenEmbedding = Parameter(
            name: "embeddings.word_embeddings.weight", shape: [configuration.vocabularySize, hidden])
        positionEmbedding = Parameter(
            name: "embeddings.position_embeddings.weight", shape: [configuration.positionCount, hidden])
        typeEmbedding =
            configuration.tokenTypeCount == 0
            ? nil
            : Parameter(
                name: "embeddings.token_type_embeddings.weight", shape: [configuration.tokenTypeCount, hidden])
        embeddingNorm = EncoderNorm("embeddings.LayerNorm", configuration)
        blocks = (0..<configuration.layerCount).map { layer in
            EncoderBlock(configuration, names: EncoderNames(configuration.family, layer: layer))
        }
        parameters =
            [tokenEmbedding, positionEmbedding] + [typeEmbedding].compactMap { $0 } + embeddingNorm.parameters
            + blocks.flatMap(\.parameters)
    }

    /// A model with fresh weights that belong to `seed`: matrices from a normal distribution of deviation 0.02, norms
    /// of 1, biases of 0.
    public convenience init(configuration: EncoderConfiguration, seed: UInt64) throws(ModelError) {
        try self.init(zeros: configuration)
        initialize(seed: seed)
    }

    /// Numbers that are learned.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.value.count } }

    /// The states after the last block: [tokens of all texts, hidden], float32.
    ///
    /// - Throws: ``ModelError`` where a text is too long, or a token or its type lies outside its table.
    public func states(of batch: EncoderBatch, tape: Tape) throws(ModelError) -> Variable {
        try layers(of: batch, tape: tape) { _ in }
    }

    /// The same; `visit` sees the states after the embedding and after each block.
    package func layers(
        of batch: EncoderBatch, tape: Tape, visit: (Variable) -> Void
    ) throws(ModelError) -> Variable {
        try check(batch)
        let shape = AttentionShape(
            lengths: batch.lengths, queryHeads: configuration.attentionHeadCount,
            keyValueHeads: configuration.attentionHeadCount, headSize: configuration.headSize)
        let positions = batch.lengths.flatMap { (0..<$0).map { Int32(configuration.firstPosition + $0) } }
        var x = tape.embedding(batch.tokens, weight: tokenEmbedding)
        x = tape.embedding(positions, weight: positionEmbedding, residual: x)
        if let typeEmbedding { x = tape.embedding(batch.tokenTypes, weight: typeEmbedding, residual: x) }
        x = embeddingNorm(x, tape)
        visit(x)
        for block in blocks {
            x = block(x, shape, tape)
            visit(x)
        }
        return x
    }

    private func check(_ batch: EncoderBatch) throws(ModelError) {
        if let length = batch.lengths.max(), length > configuration.maximumTokens {
            throw ModelError.contextExceeded(tokens: length, capacity: configuration.maximumTokens)
        }
        if let token = batch.tokens.first(where: { $0 < 0 || Int($0) >= configuration.vocabularySize }) {
            throw ModelError.tokenOutsideVocabulary(token: token, vocabularySize: configuration.vocabularySize)
        }
        guard typeEmbedding != nil else { return }
        if let type = batch.tokenTypes.first(where: { $0 < 0 || Int($0) >= configuration.tokenTypeCount }) {
            throw ModelError.tokenOutsideVocabulary(token: type, vocabularySize: configuration.tokenTypeCount)
        }
    }
}
