/// The events of one generation.
///
/// A few tokens are computed ahead of the reader and no more: a slow reader holds back its own generation, not those of
/// others, and no buffer grows. When the reading task is cancelled, the work stops within a step, and the last event
/// reports ``StopReason/cancelled`` and what was read until then. A stream that is no longer read is forgotten.
public struct GenerationStream: AsyncSequence, Sendable {
    public typealias Element = GenerationEvent

    let generator: Generator
    let request: GenerationRequest

    /// Begins the generation anew, from the prompt.
    public func makeAsyncIterator() -> Iterator {
        Iterator(generator: generator, session: GenerationSession(request, generator: generator))
    }

    /// Reads the events one by one.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        let generator: Generator
        let session: GenerationSession

        /// The next event; nil after ``GenerationEvent/finished(_:)``.
        ///
        /// - Throws: what is wrong with the request or with the model; see ``GenerationLoop``.
        public func next() async throws -> GenerationEvent? {
            try await withTaskCancellationHandler {
                try await generator.next(of: session)
            } onCancel: { [generator, session] in
                Task { await generator.cancel(session) }
            }
        }
    }
}
