public import Transformer

extension Generator {
    /// Texts whose vectors are computed ahead of the one that is waited for.
    private static var embeddingsAtOnce: Int { 64 }

    /// The vector of a text: the model's states after the last norm, pooled.
    ///
    /// It is computed in the steps of the texts that are generated meanwhile, and has the bits that it has alone. Cancelling
    /// the task gives it up.
    ///
    /// - Throws: ``GenerationError`` saying what is wrong with the tokens, or `CancellationError`.
    public nonisolated func embedding(of request: EmbeddingRequest) async throws -> [Float] {
        try await vector(of: submit(request))
    }

    /// The vectors of `texts`, in their order.
    ///
    /// - Parameters:
    ///   - pooling: how the states of a text's tokens become a vector.
    ///   - normalizes: whether vectors are scaled to length 1.
    ///   - progress: hears after each text how many are done.
    /// - Throws: ``GenerationError`` for a text that is empty or longer than the context, or `CancellationError`.
    public nonisolated func embeddings(
        of texts: [String], pooling: Pooling = Pooling([.mean]), normalizes: Bool = true,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> [TextEmbedding] {
        let requests = try texts.map {
            EmbeddingRequest(tokens: try tokens(of: $0), pooling: pooling, normalizes: normalizes)
        }
        var embeddings: [TextEmbedding] = [], open: [Int] = [], next = 0
        do {
            for request in requests {
                while next < requests.count, open.count < Self.embeddingsAtOnce {
                    open.append(try await submit(requests[next]))
                    next += 1
                }
                let vector = try await vector(of: open.removeFirst()), count = request.tokens.count
                embeddings.append(TextEmbedding(vector: vector, tokenCount: count, textTokenCount: count))
                progress?(embeddings.count)
            }
        } catch {
            for id in open { await forget(id) }
            throw error
        }
        return embeddings
    }

    private func submit(_ request: EmbeddingRequest) throws -> Int { try withEngine { try $0.submit(request) } }

    private nonisolated func vector(of id: Int) async throws -> [Float] {
        guard case .embedding(let vector) = try await answer(of: id) else { throw CancellationError() }
        return vector
    }
}
