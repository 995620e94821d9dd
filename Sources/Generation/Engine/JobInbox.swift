import Dispatch
import Foundation
import Synchronization

/// Jobs that wait for threads of their own; what executors share with their threads, which do not keep them alive.
package final class JobInbox: Sendable {
    /// Each keeps its executor alive.
    private let jobs = Mutex<[@Sendable () -> Void]>([])
    /// Counts jobs, and one more for each thread once there will be none.
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
        jobs.withLock { $0.append(job) }
        bell.signal()
    }

    /// Ends so many threads; no job may be waiting.
    package func close(threads: Int) {
        for _ in 0..<threads { bell.signal() }
    }

    private func next() -> (@Sendable () -> Void)? {
        bell.wait()
        return jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
