extension Generator {
    /// Several continuations of a prompt, which is read once.
    ///
    /// The first is what ``generate(_:)`` gives, the others what it gives with the seeds of ``GenerationRequest/seed(of:)``.
    /// Cancelling the task ends all of them early, with ``StopReason/cancelled``.
    ///
    /// - Parameter progress: Hears of each token, and of which continuation it is, in the task that reads that
    ///   continuation; continuations are read at once.
    public nonisolated func completions(
        of request: GenerationRequest, count: Int,
        progress: (@Sendable (_ completion: Int, _ token: GeneratedToken) -> Void)? = nil
    ) async throws -> [GenerationResult] {
        let iterators = try await submit(request, count: count).map {
            GenerationStream.Iterator(generator: self, session: $0)
        }
        return try await withThrowingTaskGroup(of: (Int, GenerationResult).self) { group in
            for (index, iterator) in iterators.enumerated() {
                group.addTask {
                    while let event = try await iterator.next() {
                        switch event {
                        case .token(let token): progress?(index, token)
                        case .finished(let result): return (index, result)
                        }
                    }
                    throw CancellationError()
                }
            }
            var results: [(Int, GenerationResult)] = []
            for try await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Sessions that share a prompt.
    private func submit(_ request: GenerationRequest, count: Int) throws -> [GenerationSession] {
        try engine.submit(request, count: count).map { GenerationSession(id: $0, generator: self) }
    }
}
