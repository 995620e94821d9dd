/// A thread of its own on which an actor runs, so that long computations never occupy the threads that Swift's
/// concurrency shares among all tasks.
package final class EngineThread: SerialExecutor {
    private let inbox = JobInbox()

    /// Starts the thread, which bears a name of at most 15 bytes; it ends when the executor is released.
    package init(name: String) {
        inbox.startThread(name: name)
    }

    deinit {
        // No job can be waiting, as each keeps its executor alive.
        inbox.close(threads: 1)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        inbox.add { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
}
