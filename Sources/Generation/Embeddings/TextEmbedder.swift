public import Foundation
public import Tensors
public import Tokenization
public import Transformer

/// An encoder and its tokenizer on a thread of their own: texts in, vectors out.
///
/// The vector of a text does not depend on the texts beside it, nor on the number of threads.
///
/// ```swift
/// let embedder = try TextEmbedder(directory: URL(filePath: "models/all-MiniLM-L6-v2"))
/// let embeddings = try await embedder.embed(["A swift flies.", "A bird is in the air."])
/// print(TextEmbedding.similarity(embeddings[0].vector, embeddings[1].vector))
/// ```
public actor TextEmbedder {
    /// Tokens computed at a time: enough to share, few enough to stay in the cache.
    public static let usualTokensPerBatch = 1024

    private let thread = EngineThread(name: "martlet-embedder")
    private let model: EncoderModel
    private let device: any ComputeDevice
    private let precision: Precision

    /// The tokenizer that belongs to the model.
    public nonisolated let tokenizer: Tokenizer
    /// The steps from text to vector.
    public nonisolated let layout: EmbeddingLayout
    /// The configuration of the encoder.
    public nonisolated let configuration: EncoderConfiguration
    /// The most tokens of a text that the model reads, those included that begin and end it.
    public nonisolated let maximumTokens: Int
    /// Numbers in a vector.
    public nonisolated let dimension: Int

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Loads a model directory: an encoder, or one in the layout of sentence-transformers.
    ///
    /// - Throws: ``EmbeddingError`` where the steps are not supported or the tokenizer does not fit, else what reading
    ///   the files throws.
    public init(
        directory: URL, device: any ComputeDevice = CPUDevice.shared, precision: Precision = .float32
    ) throws {
        layout = try EmbeddingLayout(directory: directory)
        tokenizer = try EmbeddingInput.tokenizer(in: layout.encoder)
        model = try EncoderModel(directory: layout.encoder)
        configuration = model.configuration
        guard tokenizer.vocabularySize <= configuration.vocabularySize else {
            throw EmbeddingError.vocabularyMismatch(
                tokenizer: tokenizer.vocabularySize, model: configuration.vocabularySize)
        }
        maximumTokens = min(layout.maximumTokens ?? .max, configuration.maximumTokens)
        dimension = configuration.hiddenSize * layout.pooling.modes.count
        self.device = device
        self.precision = precision
    }

    /// The vectors of `texts`, in their order.
    ///
    /// - Parameters:
    ///   - texts: Any texts; the end of one that is too long is left out, which its embedding tells.
    ///   - prompt: The name of the prompt to put before each; nil for the model's usual one, if any.
    ///   - tokensPerBatch: Tokens computed at a time, which changes no bit of the result.
    ///   - progress: Hears after each batch how many texts are done.
    /// - Throws: ``EmbeddingError``, or `CancellationError` between two batches.
    public func embed(
        _ texts: [String], prompt: String? = nil, tokensPerBatch: Int = usualTokensPerBatch,
        progress: (@Sendable (Int) -> Void)? = nil
    ) throws -> [TextEmbedding] {
        let prefix = try prefix(prompt)
        let input = EmbeddingInput(
            tokenizer: tokenizer, lowercases: layout.lowercases, maximumTokens: maximumTokens)
        var embeddings: [TextEmbedding] = []
        embeddings.reserveCapacity(texts.count)
        var batch: [EmbeddingInput.Text] = [], size = 0
        for (index, text) in texts.enumerated() {
            let tokens = input.tokens(of: prefix + text)
            if tokens.tokens.isEmpty { throw EmbeddingError.emptyText(index: index) }
            if size + tokens.tokens.count > tokensPerBatch, !batch.isEmpty {
                embeddings += try compute(batch)
                progress?(embeddings.count)
                try Task.checkCancellation()
                batch.removeAll(keepingCapacity: true)
                size = 0
            }
            batch.append(tokens)
            size += tokens.tokens.count
        }
        if !batch.isEmpty { embeddings += try compute(batch) }
        progress?(embeddings.count)
        return embeddings
    }

    private func prefix(_ name: String?) throws(EmbeddingError) -> String {
        guard let name = name ?? layout.defaultPrompt else { return "" }
        guard let text = layout.prompts[name] else {
            throw .unknownPrompt(name: name, known: layout.prompts.keys.sorted())
        }
        return text
    }

    private func compute(_ texts: [EmbeddingInput.Text]) throws(ModelError) -> [TextEmbedding] {
        let batch = EncoderBatch(texts.map(\.tokens), tokenTypes: texts.map(\.types))
        let tape = Tape(device: device, mode: .generation, precision: precision)
        let states = try model.states(of: batch, tape: tape).value
        return zip(texts, batch.rows).map { text, rows in
            let vector = layout.pooling.vector(of: states.rows(rows))
            return TextEmbedding(
                vector: layout.normalizes ? TextEmbedding.normalized(vector) : vector, tokenCount: rows.count,
                textTokenCount: text.wholeCount)
        }
    }
}
