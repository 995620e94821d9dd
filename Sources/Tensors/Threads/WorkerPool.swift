import CKernels
import Glibc
import Synchronization

/// Threads that share the tasks of one operation at a time.
///
/// Which thread runs a task is left to chance; what a task computes must not depend on it. Each thread, the caller among
/// them, has a range of neighbouring tasks, so that memory is read straight on, and takes the last ones of others when its
/// own are done. Workers spin for a moment after an operation, because the next one usually follows at once, and sleep
/// after that. While they spin they fetch what the next operation will read, where that is known.
public final class WorkerPool: @unchecked Sendable {
    // Unchecked: `body` is written by the caller that holds `running`, before it publishes tasks in `shares`, and read by
    // workers only after they took a task from there; the caller waits until every task is finished.

    /// Threads that take part, the caller included.
    public let threadCount: Int

    /// What the next operation is expected to read.
    let readAhead: ReadAhead

    private let shares: UnsafeMutablePointer<TaskShare>
    private let finished = Atomic<Int>(0)
    private let sleepers = Atomic<Int>(0)
    private let stopping = Atomic<Bool>(false)
    private let running: UnsafeMutablePointer<pthread_mutex_t>
    private let bell: UnsafeMutablePointer<pthread_mutex_t>
    private let awake: UnsafeMutablePointer<pthread_cond_t>
    private var body: ((Range<Int>) -> Void)?
    private var threads: [pthread_t] = []

    /// Starts `threadCount - 1` workers; the caller of `run` is the last.
    public init(threadCount: Int) {
        precondition(threadCount >= 1, "a worker pool needs at least one thread")
        self.threadCount = threadCount
        readAhead = ReadAhead(threadCount: threadCount)
        shares = .allocate(capacity: threadCount)
        for thread in 0..<threadCount { (shares + thread).initialize(to: TaskShare()) }
        running = .allocate(capacity: 1)
        bell = .allocate(capacity: 1)
        awake = .allocate(capacity: 1)
        pthread_mutex_init(running, nil)
        pthread_mutex_init(bell, nil)
        pthread_cond_init(awake, nil)
        for index in 1..<max(threadCount, 1) {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(Worker(pool: self, index: index)).toOpaque()
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
        shares.deinitialize(count: threadCount)
        shares.deallocate()
        running.deallocate()
        bell.deallocate()
        awake.deallocate()
    }

    /// Runs `body(0)` to `body(taskCount - 1)`, each once, and returns when all are done.
    ///
    /// When another operation holds the workers, the caller does all tasks alone: the result is the same.
    public func run(_ taskCount: Int, _ body: (Int) -> Void) {
        run(ranges: taskCount) { for task in $0 { body(task) } }
    }

    /// The same for a body that takes neighbouring tasks at once, as many as a thread has at hand.
    func run(ranges taskCount: Int, _ body: (Range<Int>) -> Void) {
        guard threadCount > 1, taskCount > 1, pthread_mutex_trylock(running) == 0 else {
            return taskCount > 0 ? body(0..<taskCount) : ()
        }
        defer { pthread_mutex_unlock(running) }
        withoutActuallyEscaping(body) { body in
            self.body = body
            finished.store(0, ordering: .relaxed)
            for thread in 0..<threadCount {
                shares[thread].fill(thread * taskCount / threadCount..<(thread + 1) * taskCount / threadCount)
            }
            if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
                pthread_mutex_lock(bell)
                pthread_cond_broadcast(awake)
                pthread_mutex_unlock(bell)
            }
            work(for: 0)
            var spins = 0, fetched = 0
            while finished.load(ordering: .acquiring) < taskCount {
                spins += 1
                if spins & 0x3ff == 0 {
                    sched_yield()
                } else if let next = readAhead.fetch(for: 0, from: fetched) {
                    fetched = next
                } else {
                    martlet_pause()
                }
            }
            if fetched == 0 { _ = readAhead.fetch(for: 0, from: 0) }
            self.body = nil
        }
    }

    /// Takes part in the operation until no task is left to take.
    private func work(for thread: Int) {
        let done = runTasks(of: thread)
        if done > 0 { finished.add(done, ordering: .releasing) }
    }

    /// Runs what there is to take, and says how many tasks that were.
    ///
    /// A function of its own: the reference to the body must be gone before the caller hears that the tasks are done.
    @inline(never)
    private func runTasks(of thread: Int) -> Int {
        guard let first = takeTasks(for: thread) else { return 0 }
        // Taken once: threads that count references to it wait for each other.
        let body = body!
        body(first)
        var done = first.count
        while let tasks = takeTasks(for: thread) {
            body(tasks)
            done += tasks.count
        }
        return done
    }

    private func takeTasks(for thread: Int) -> Range<Int>? {
        if let tasks = shares[thread].takeFront() { return tasks }
        for step in 1..<max(threadCount, 1) {
            if let tasks = shares[(thread + step) % threadCount].takeBack() { return tasks }
        }
        return nil
    }

    private var isIdle: Bool { (0..<threadCount).allSatisfy { shares[$0].isEmpty } }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        let worker = Unmanaged<Worker>.fromOpaque(context!).takeRetainedValue()
        worker.pool.serve(worker.index)
        return nil
    }

    private func serve(_ thread: Int) {
        var idle = 0, fetched = 0
        while !stopping.load(ordering: .relaxed) {
            if !isIdle {
                work(for: thread)
                (idle, fetched) = (0, 0)
            } else if let next = readAhead.fetch(for: thread, from: fetched) {
                fetched = next
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
        while isIdle, !stopping.load(ordering: .sequentiallyConsistent) {
            pthread_cond_wait(awake, bell)
        }
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
        pthread_mutex_unlock(bell)
    }

    /// A thread of the pool, which does not keep the pool alive.
    private final class Worker {
        unowned(unsafe) let pool: WorkerPool
        let index: Int

        init(pool: WorkerPool, index: Int) {
            (self.pool, self.index) = (pool, index)
        }
    }
}
