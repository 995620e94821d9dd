extension Generator {
    /// The most probable continuations of a prompt, best first.
    ///
    /// They depend on the model and the request alone. Each step of the search is one with those of the texts that are
    /// generated meanwhile. Cancelling the task ends the search early, with what has been found.
    ///
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request,
    ///   ``ConstraintError`` where the constraint leaves nothing.
    public nonisolated func beams(_ request: BeamRequest) async throws -> [BeamHypothesis] {
        guard case .beams(let hypotheses) = try await answer(of: submit(request)) else { throw CancellationError() }
        return hypotheses
    }

    private func submit(_ request: BeamRequest) throws -> Int { try withEngine { try $0.submit(request) } }
}
