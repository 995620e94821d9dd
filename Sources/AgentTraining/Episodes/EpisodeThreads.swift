import Generation

/// Threads for episodes alone: they go on even where all threads that Swift's tasks share are blocked, be it by those who
/// wait for episodes.
final class EpisodeThreads: TaskExecutor {
    private let inbox = JobInbox()
    private let count: Int

    init(count: Int) {
        self.count = count
        for _ in 0..<count { inbox.startThread(name: "martlet-episode") }
    }

    deinit {
        // No job can be waiting, as each keeps its executor alive.
        inbox.close(threads: count)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        inbox.add { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
