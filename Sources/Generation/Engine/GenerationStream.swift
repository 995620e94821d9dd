/// The events of one generation.
///
/// Nothing runs ahead: each token is computed when it is asked for, so a slow reader holds back the model and no
/// buffer grows. When the reading task is cancelled, the work stops within a step, and the last event reports
/// ``StopReason/cancelled``.
public struct GenerationStream: AsyncSequence, Sendable {
    public typealias Element = GenerationEvent

    let generator: Generator
    let request: GenerationRequest

    /// Begins the generation anew, from the prompt.
    public func makeAsyncIterator() -> Iterator {
        Iterator(generator: generator, session: GenerationSession(request))
    }

    /// Reads the events one by one.
    public struct Iterator: AsyncIteratorProtocol {
        let generator: Generator
        let session: GenerationSession

        /// The next event; nil after ``GenerationEvent/finished(_:)``.
        ///
        /// - Throws: what ``GenerationLoop`` throws.
        public func next() async throws -> GenerationEvent? {
            try await withTaskCancellationHandler {
                try await generator.advance(session)
            } onCancel: { [session] in
                session.cancel()
            }
        }
    }
}
