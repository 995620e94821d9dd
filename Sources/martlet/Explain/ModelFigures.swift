import Foundation
import Tensors
import Transformer

/// What a model takes: memory, operations, and time.
struct ModelFigures {
    /// Numbers that are learned.
    let parameterCount: Int
    /// Bytes of the weights in the files.
    let fileBytes: Int
    /// Bytes of weights that a step reads, each once.
    let stepBytes: Int
    /// The most tokens of a sequence.
    let contextSize: Int
    /// Bytes of keys and values of a token, in each number format.
    let cacheBytes: [(format: CacheFormat, perToken: Int)]
    /// The format that suits the weights, with which speed is measured.
    let cacheFormat: CacheFormat
    /// Operations of a token's products with weights, the output matrix left out.
    let productOperations: Double
    /// Operations of the output matrix for one row of logits.
    let headOperations: Double
    /// Operations of attention for each position that a token looks at.
    let attentionOperations: Double
    /// How fast it could be and is; nil where that was not measured.
    private(set) var speed: ModelSpeed?

    init(
        files: ModelFiles, model: CausalLM, tokenCount: Int, device: CPUDevice, precision: Precision,
        measuresSpeed: Bool
    ) throws {
        let shape = model.configuration
        cacheFormat = model.suitedCacheFormat
        parameterCount = model.parameterCount
        fileBytes = files.weights.tensors.reduce(0) { $0 + $1.byteCount }
        stepBytes = model.stepByteCount
        contextSize = shape.maximumPositions
        cacheBytes = CacheFormat.allCases.map { format in
            (format, shape.pageShape(format).byteCount / KVPageShape.positions)
        }
        productOperations = model.productOperationsPerToken
        headOperations = 2 * Double(shape.vocabularySize * shape.hiddenSize)
        // A product with a key and one with a value.
        attentionOperations = 4 * Double(shape.layerCount * shape.queryWidth)
        if measuresSpeed {
            speed = try ModelSpeed(
                self, files: files, context: shape.maximumPositions, device: device, precision: precision)
        }
    }

    /// Bytes of keys and values of a token in the cache's format.
    var cacheBytesPerToken: Int { cacheBytes.first { $0.format == cacheFormat }?.perToken ?? 0 }

    /// Operations of a token that follows `position` others, its logits included.
    func operations(at position: Int) -> Double {
        productOperations + headOperations + attentionOperations * Double(position + 1)
    }

    /// Operations of a prompt, whose last token alone has logits.
    func operations(ofPrompt count: Int) -> Double {
        productOperations * Double(count) + headOperations
            + attentionOperations * Double(count) * Double(count + 1) / 2
    }
}
