import Dispatch
import Foundation
import Synchronization

/// A thread of its own on which an actor runs, so that long computations never occupy the threads that Swift's
/// concurrency shares among all tasks.
package final class EngineThread: SerialExecutor {
    /// A job, and the executor that must outlive it.
    private struct Entry {
        let job: UnownedJob
        let executor: EngineThread
    }

    /// What the thread and the executor share; the thread does not keep the executor alive.
    private final class Inbox: Sendable {
        let entries = Mutex<[Entry]>([])
        /// Counts entries, and one more once there will be none.
        let bell = DispatchSemaphore(value: 0)

        func runUntilClosed() {
            while true {
                bell.wait()
                guard let entry = entries.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
                entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
            }
        }
    }

    private let inbox = Inbox()

    /// Starts the thread, which bears a name of at most 15 bytes; it ends when the executor is released.
    package init(name: String) {
        let thread = Thread { [inbox] in inbox.runUntilClosed() }
        thread.stackSize = 8 << 20
        thread.start()
        // Before the thread has started, a name does not reach the system.
        thread.name = name
    }

    deinit {
        // No job can be waiting, as each keeps its executor alive.
        inbox.bell.signal()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let entry = Entry(job: UnownedJob(job), executor: self)
        inbox.entries.withLock { $0.append(entry) }
        inbox.bell.signal()
    }
}
