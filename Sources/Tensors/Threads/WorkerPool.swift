import CKernels
import Glibc
import Synchronization

/// Threads that share the tasks of one operation at a time.
///
/// Which thread runs a task is left to chance; what a task computes must not depend on it. Tasks are taken one by one
/// from a counter, the caller taking part. Workers spin for a moment after an operation, because the next one usually
/// follows at once, and sleep after that.
public final class WorkerPool: @unchecked Sendable {
    // Unchecked: `body` is written by the caller that holds `running`, before it publishes the tasks in `state`, and
    // read by workers only after they took a task from `state`; the caller waits until every task is finished.

    /// Threads that take part, the caller included.
    public let threadCount: Int

    private let state = Atomic<UInt64>(0)  // high half: the operation's number; low half: tasks not yet taken
    private let finished = Atomic<Int>(0)
    private let sleepers = Atomic<Int>(0)
    private let stopping = Atomic<Bool>(false)
    private let running: UnsafeMutablePointer<pthread_mutex_t>
    private let bell: UnsafeMutablePointer<pthread_mutex_t>
    private let awake: UnsafeMutablePointer<pthread_cond_t>
    private var body: ((Int) -> Void)?
    private var operation: UInt64 = 0
    private var threads: [pthread_t] = []

    /// Starts `threadCount - 1` workers; the caller of `run` is the last.
    public init(threadCount: Int) {
        precondition(threadCount >= 1, "a worker pool needs at least one thread")
        self.threadCount = threadCount
        running = .allocate(capacity: 1)
        bell = .allocate(capacity: 1)
        awake = .allocate(capacity: 1)
        pthread_mutex_init(running, nil)
        pthread_mutex_init(bell, nil)
        pthread_cond_init(awake, nil)
        for _ in 1..<max(threadCount, 1) {
            var thread = pthread_t()
            let context = Unmanaged.passUnretained(self).toOpaque()
            let failure = pthread_create(&thread, nil, WorkerPool.main, context)
            precondition(failure == 0, "the system refused a thread: \(String(cString: strerror(failure)))")
            threads.append(thread)
        }
    }

    deinit {
        stopping.store(true, ordering: .sequentiallyConsistent)
        pthread_mutex_lock(bell)
        pthread_cond_broadcast(awake)
        pthread_mutex_unlock(bell)
        for thread in threads { pthread_join(thread, nil) }
        pthread_mutex_destroy(running)
        pthread_mutex_destroy(bell)
        pthread_cond_destroy(awake)
        running.deallocate()
        bell.deallocate()
        awake.deallocate()
    }

    /// Runs `body(0)` to `body(taskCount - 1)`, each once, and returns when all are done.
    ///
    /// When another operation holds the workers, the caller does all tasks alone: the result is the same.
    public func run(_ taskCount: Int, _ body: (Int) -> Void) {
        guard threadCount > 1, taskCount > 1, pthread_mutex_trylock(running) == 0 else {
            for task in 0..<taskCount { body(task) }
            return
        }
        defer { pthread_mutex_unlock(running) }
        withoutActuallyEscaping(body) { body in
            self.body = body
            operation = (operation + 1) & 0xffff_ffff
            finished.store(0, ordering: .relaxed)
            state.store(operation << 32 | UInt64(taskCount), ordering: .sequentiallyConsistent)
            if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
                pthread_mutex_lock(bell)
                pthread_cond_broadcast(awake)
                pthread_mutex_unlock(bell)
            }
            while let task = takeTask() {
                body(task)
                finished.add(1, ordering: .releasing)
            }
            var spins = 0
            while finished.load(ordering: .acquiring) < taskCount {
                spins += 1
                if spins & 0x3ff == 0 { sched_yield() } else { martlet_pause() }
            }
            self.body = nil
        }
    }

    private func takeTask() -> Int? {
        var current = state.load(ordering: .acquiring)
        while true {
            let left = current & 0xffff_ffff
            if left == 0 { return nil }
            let (exchanged, original) = state.compareExchange(
                expected: current,
                desired: current - 1,
                ordering: .acquiringAndReleasing
            )
            if exchanged { return Int(left) - 1 }
            current = original
        }
    }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        Unmanaged<WorkerPool>.fromOpaque(context!).takeUnretainedValue().work()
        return nil
    }

    private func work() {
        var idle = 0
        while !stopping.load(ordering: .relaxed) {
            if let task = takeTask() {
                body!(task)
                finished.add(1, ordering: .releasing)
                idle = 0
            } else if idle < 4000 {
                idle += 1
                martlet_pause()
            } else {
                sleep()
                idle = 0
            }
        }
    }

    private func sleep() {
        pthread_mutex_lock(bell)
        sleepers.add(1, ordering: .sequentiallyConsistent)
        while state.load(ordering: .sequentiallyConsistent) & 0xffff_ffff == 0,
            !stopping.load(ordering: .sequentiallyConsistent)
        {
            pthread_cond_wait(awake, bell)
        }
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
        pthread_mutex_unlock(bell)
    }
}
