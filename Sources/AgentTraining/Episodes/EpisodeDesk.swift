import Dispatch
import Generation
import Synchronization

/// Where episodes wait for the model: turns that are asked for meanwhile are computed together.
///
/// The model in training lives on one thread and is lent to nobody. Episodes, which run on the threads of Swift's tasks,
/// leave their requests here; whoever owns the model takes them once no episode can go on without it.
final class EpisodeDesk: Sendable {
    /// A turn that an episode waits for.
    struct Ask {
        let request: GenerationRequest
        let continuation: CheckedContinuation<GenerationResult, any Error>
    }

    private struct State {
        var open: Int
        var waiting: [Ask] = []
    }

    private let state: Mutex<State>
    private let bell = DispatchSemaphore(value: 0)

    /// A desk for so many episodes.
    init(episodes: Int) {
        state = Mutex(State(open: episodes))
    }

    /// Asks for a turn; for episodes.
    func answer(_ request: GenerationRequest) async throws -> GenerationResult {
        try await withCheckedThrowingContinuation { continuation in
            change { $0.waiting.append(Ask(request: request, continuation: continuation)) }
        }
    }

    /// An episode has ended, and asks for nothing more.
    func leave() { change { $0.open -= 1 } }

    /// Waits until every episode that has not ended asks for a turn; none asks once all have ended.
    ///
    /// Blocks the calling thread, which must not be one that episodes run on.
    func asks() -> [Ask] {
        bell.wait()
        return state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    private func change(_ body: (inout sending State) -> Void) {
        let isReady = state.withLock { state in
            body(&state)
            return state.waiting.count == state.open
        }
        if isReady { bell.signal() }
    }
}
