import Dispatch
import Foundation
import Synchronization

/// Jobs that wait for threads of their own; what executors share with their threads, which do not keep them alive.
package final class JobInbox: Sendable {
    private struct State {
        /// Each keeps its executor alive.
        var jobs: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Rung for each job, and once for each thread when there will be none.
    private let bell = DispatchSemaphore(value: 0)

    package init() {}

    /// Starts a thread that runs jobs until the inbox is closed; its name has at most 15 bytes.
    package func startThread(name: String) {
        let thread = Thread { [self] in
            while let job = next() { job() }
        }
        thread.stackSize = 8 << 20
        thread.start()
        // Before the thread has started, a name does not reach the system.
        thread.name = name
    }

    /// Adds a job.
    package func add(_ job: @escaping @Sendable () -> Void) {
        state.withLock { $0.jobs.append(job) }
        bell.signal()
    }

    /// Ends so many threads; no job may be waiting.
    package func close(threads: Int) {
        state.withLock { $0.isClosed = true }
        for _ in 0..<threads { bell.signal() }
    }

    /// The next job, once there is one; nil at the end.
    private func next() -> (@Sendable () -> Void)? {
        while true {
            bell.wait()
            let (job, isClosed) = state.withLock { state in
                (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isClosed)
            }
            // A bell that rang for nothing must not end a thread whose jobs are still to come.
            if job != nil || isClosed { return job }
        }
    }
}
