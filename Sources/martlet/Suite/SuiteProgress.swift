import Synchronization

/// The progress of the task that is being measured; the model, which outlives the tasks, ticks through it.
final class SuiteProgress: Sendable {
    private let current = Mutex<EvaluationProgress?>(nil)

    /// From now on this task is shown.
    func show(_ progress: EvaluationProgress?) {
        let before = current.withLock { known in
            defer { known = progress }
            return known
        }
        before?.clear()
    }

    /// Called between passes of the model; throws where the user has had enough.
    @Sendable func tick() throws {
        guard let progress = current.withLock({ $0 }) else { return try Interruption.check() }
        try progress.tick()
    }
}
