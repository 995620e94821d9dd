private import Synchronization

extension Generator {
    /// The most probable continuations of a prompt, best first.
    ///
    /// They depend on the model and the request alone. Other requests wait meanwhile. Cancelling the task ends the search early, with what has been
    /// found.
    ///
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request.
    public nonisolated func beams(_ request: BeamRequest) async throws -> [BeamHypothesis] {
        let isCancelled = BeamCancellation()
        return try await withTaskCancellationHandler {
            try await search(request, isCancelled)
        } onCancel: {
            isCancelled.cancel()
        }
    }

    private func search(_ request: BeamRequest, _ cancellation: BeamCancellation) throws -> [BeamHypothesis] {
        try withEngine { engine in
            try BeamRunner(engine: engine, request: request, unless: { cancellation.isCancelled }).run()
        }
    }
}

/// Whether the caller has given up; from any thread.
private final class BeamCancellation: Sendable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .relaxed) }

    func cancel() { flag.store(true, ordering: .relaxed) }
}
