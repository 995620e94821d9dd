import Synchronization

/// Requests that have one answer, at their end.
extension Generator {
    /// The answer of a request that gives one at its end; a task that is cancelled gives it up.
    nonisolated func answer(of id: Int) async throws -> EngineAnswer {
        try await withTaskCancellationHandler {
            try await awaitAnswer(of: id)
        } onCancel: {
            abandoned.withLock { $0.append(id) }
            Task { await self.giveUp(id) }
        }
    }

    private func awaitAnswer(of id: Int) async throws -> EngineAnswer {
        if Task.isCancelled { engine.cancel(id) }
        if let answer = try engine.answer(of: id) { return answer }
        wake()
        return try await withCheckedThrowingContinuation { askers[id] = $0 }
    }

    /// Ends a request at what there is of its answer.
    private func giveUp(_ id: Int) {
        engine.cancel(id)
        deliver()
        wake()
    }
}
