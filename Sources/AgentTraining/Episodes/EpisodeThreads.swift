import Dispatch
import Foundation
import Synchronization

/// Threads for episodes alone: they go on even where all threads that Swift's tasks share are blocked, be it by those who
/// wait for episodes.
final class EpisodeThreads: TaskExecutor {
    /// A job, and the executor that must outlive it.
    private struct Entry {
        let job: UnownedJob
        let executor: EpisodeThreads
    }

    /// What the threads and the executor share; the threads do not keep the executor alive.
    private final class Inbox: Sendable {
        let entries = Mutex<[Entry]>([])
        /// Counts entries, and one more for each thread once there will be none.
        let bell = DispatchSemaphore(value: 0)

        func runUntilClosed() {
            while true {
                bell.wait()
                guard let entry = entries.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
                entry.job.runSynchronously(on: entry.executor.asUnownedTaskExecutor())
            }
        }
    }

    private let inbox = Inbox()
    private let count: Int

    init(count: Int) {
        self.count = count
        for _ in 0..<count {
            let thread = Thread { [inbox] in inbox.runUntilClosed() }
            thread.stackSize = 8 << 20
            thread.start()
            thread.name = "martlet-episode"
        }
    }

    deinit {
        // No job can be waiting, as each keeps its executor alive.
        for _ in 0..<count { inbox.bell.signal() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let entry = Entry(job: UnownedJob(job), executor: self)
        inbox.entries.withLock { $0.append(entry) }
        inbox.bell.signal()
    }
}
