import Dispatch

/// Gives work a limited time.
package enum Deadline {
    /// Where work goes on; nil: on the threads that all of Swift's tasks share.
    @TaskLocal package static var executor: (any TaskExecutor)?

    /// What `body` gives; nil where it takes longer than `seconds`.
    ///
    /// Work that is late is cancelled and left to itself: it may ignore that and hang, the caller does not. Where the
    /// calling task is cancelled, so is the work; the caller waits for it, because an action is better ended than cut.
    /// The clock runs on a thread of its own, so that work which blocks Swift's threads cannot stop it.
    static func run<Value: Sendable>(
        seconds: Double, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        guard seconds > 0 else { return nil }
        let race = Race<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                race.begin(continuation)
                let work = Task(executorPreference: executor) {
                    do {
                        race.end(.success(try await body()))
                    } catch {
                        race.end(.failure(error))
                    }
                }
                race.watch { work.cancel() }
                // A work item may be cancelled from any thread, though its type does not say so.
                nonisolated(unsafe) let late = DispatchWorkItem {
                    race.end(.success(nil))
                    work.cancel()
                }
                // A year is as good as for ever, and does not overflow.
                DispatchQueue.global().asyncAfter(deadline: .now() + min(seconds, 31_536_000), execute: late)
                race.atEnd { late.cancel() }
            }
        } onCancel: {
            race.cancel()
        }
    }
}
