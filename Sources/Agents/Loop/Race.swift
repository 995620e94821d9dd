import Synchronization

/// The end of a piece of work or of its time, whichever comes first.
final class Race<Value: Sendable>: Sendable {
    private struct State {
        var continuation: CheckedContinuation<Value?, any Error>?
        var isOver = false
        var isCancelled = false
        var cancelWork: (@Sendable () -> Void)?
        var cleanUp: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Notes who waits.
    func begin(_ continuation: CheckedContinuation<Value?, any Error>) {
        state.withLock { $0.continuation = continuation }
    }

    /// Notes how the work is cancelled, and does so where that was asked for already.
    func watch(_ cancelWork: @escaping @Sendable () -> Void) {
        let isCancelled = state.withLock { state in
            state.cancelWork = cancelWork
            return state.isCancelled
        }
        if isCancelled { cancelWork() }
    }

    /// Notes what to do when the race is over, and does so where it is.
    func atEnd(_ cleanUp: @escaping @Sendable () -> Void) {
        state.withLock { state in
            if state.isOver { cleanUp() } else { state.cleanUp = cleanUp }
        }
    }

    /// Cancels the work.
    func cancel() {
        let cancelWork = state.withLock { state in
            state.isCancelled = true
            return state.cancelWork
        }
        cancelWork?()
    }

    /// Ends the race; whoever comes second comes too late.
    func end(_ result: Result<Value?, any Error>) {
        let continuation = state.withLock { state in
            state.isOver = true
            state.cleanUp?()
            state.cleanUp = nil
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(with: result)
    }
}
