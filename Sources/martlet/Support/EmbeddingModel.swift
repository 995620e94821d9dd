import Foundation
import Foundations
import Generation
import Tensors
import Transformer

/// What makes vectors of texts: an encoder, or a model that writes.
enum EmbeddingModel {
    case encoder(TextEmbedder)
    case writer(Generator, Pooling)

    /// Opens a model: an encoder where its `config.json` names one, else one that writes.
    ///
    /// - Parameters:
    ///   - pooling: how a model that writes pools; nil for what its directory says, or the mean.
    ///   - precision: nil for float32 in an encoder, and for what suits the weights in a model that writes.
    static func open(
        _ url: URL, pooling: PoolingMode?, device: any ComputeDevice, precision: Precision?
    ) throws -> EmbeddingModel {
        let hasSteps = FileManager.default.fileExists(atPath: url.appending(path: "modules.json").path)
        let layout = hasSteps ? try EmbeddingLayout(directory: url) : nil
        let folder = layout?.encoder ?? url, configuration = folder.appending(path: "config.json")
        let exists = FileManager.default.fileExists(atPath: configuration.path)
        let type = exists ? try JSONValue(contentsOf: configuration)["model_type"]?.string : nil
        if let type, EncoderFamily.modelTypes.contains(type) {
            if pooling != nil { throw CommandFailure("\(url.path) is an encoder, whose directory says how it pools") }
            return .encoder(try TextEmbedder(directory: url, device: device, precision: precision ?? .float32))
        }
        let files = try ModelFiles.locate(folder)
        let generator = try Generator(
            directory: folder, device: device, precision: precision ?? files.suitedPrecision)
        return .writer(generator, pooling.map { Pooling([$0]) } ?? layout?.pooling ?? Pooling([.mean]))
    }

    /// The most tokens of a text.
    var maximumTokens: Int {
        switch self {
        case .encoder(let embedder): embedder.maximumTokens
        case .writer(let generator, _): generator.contextSize
        }
    }

    /// The vectors of `texts`, in their order; those of a model that writes have length 1.
    func embed(
        _ texts: [String], prompt: String?, tokensPerBatch: Int, progress: @escaping @Sendable (Int) -> Void
    ) async throws -> [TextEmbedding] {
        switch self {
        case .encoder(let embedder):
            return try await embedder.embed(
                texts, prompt: prompt, tokensPerBatch: tokensPerBatch, progress: progress)
        case .writer(let generator, let pooling):
            if let prompt { throw EmbeddingError.unknownPrompt(name: prompt, known: []) }
            return try await generator.embeddings(of: texts, pooling: pooling, progress: progress)
        }
    }
}
