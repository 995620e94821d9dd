import Tensors
import Transformer

/// A text on its way to a vector: it is read like a prompt, and ends with it.
final class EmbeddingRun: EngineRequest {
    private let request: EmbeddingRequest
    private var sum: PoolingSum
    /// The vector, once the text has been read.
    private(set) var vector: [Float]?

    init(id: Int, _ request: EmbeddingRequest) {
        self.request = request
        sum = PoolingSum(request.pooling)
        super.init(id: id, priority: request.priority, sharesPrefixes: !request.needsAllStates)
    }

    override var tokens: [Int32] { request.tokens }

    override var hasEnded: Bool { vector != nil }

    override func begin() { sum = PoolingSum(request.pooling) }

    /// Takes the states of the tokens that have just been read.
    func take(_ states: Tensor) {
        sum.add(states)
        guard pending == 0 else { return }
        vector = request.normalizes ? TextEmbedding.normalized(sum.vector) : sum.vector
    }

    override func cancel() { failure = failure ?? CancellationError() }
}
