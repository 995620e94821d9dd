import Agents
import Synchronization
import Training

/// A line that tells how far an evaluation is, how it goes, and when it will be done.
final class TaskProgress: Sendable {
    private let count: Int
    private let line = StatusLine()
    private let clock = ContinuousClock()
    private let begin: ContinuousClock.Instant
    private let solved = Mutex(0)

    init(count: Int) {
        self.count = count
        begin = clock.now
    }

    /// Counts a task, which comes in order.
    func show(_ result: TaskResult) {
        let solved = solved.withLock { solved in
            if result.failure == nil { solved += 1 }
            return solved
        }
        let done = result.index + 1
        let seconds = (clock.now - begin) / .seconds(1)
        let rest = FigureFormat.duration(seconds / Double(done) * Double(count - done))
        line.show("task \(done) of \(count), \(solved) solved, ETA \(rest)")
    }

    /// Removes the line.
    func clear() { line.clear() }
}
