import Synchronization

/// The state of one generation, between the reader and the engine thread.
final class GenerationSession: @unchecked Sendable {
    // Unchecked: `state` is touched by `advance` alone, which only the generator calls, on its one thread.
    private enum State {
        case requested(GenerationRequest)
        case running(GenerationLoop)
        case finished
    }

    private var state: State
    private let isCancelled = Atomic(false)

    init(_ request: GenerationRequest) {
        state = .requested(request)
    }

    /// Lets the generation end at the next opportunity; from any thread.
    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
    }

    /// The next event; nil after the last. Whatever is thrown ends the generation.
    func advance(_ begin: (GenerationRequest) throws -> GenerationLoop) throws -> GenerationEvent? {
        let current = state
        state = .finished
        let loop: GenerationLoop
        switch current {
        case .requested(let request): loop = try begin(request)
        case .running(let running): loop = running
        case .finished: return nil
        }
        if let token = try loop.next(unless: { isCancelled.load(ordering: .relaxed) }) {
            state = .running(loop)
            return .token(token)
        }
        return loop.result.map(GenerationEvent.finished)
    }
}
