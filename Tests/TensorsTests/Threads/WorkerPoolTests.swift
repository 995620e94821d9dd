import Foundation
import Synchronization
import Tensors
import Testing

@Suite("Worker pool")
struct WorkerPoolTests {
    /// How often each task ran.
    private final class Counts: Sendable {
        private let counts: Mutex<[Int]>
        init(_ tasks: Int) { counts = Mutex([Int](repeating: 0, count: tasks)) }
        func add(_ task: Int) { counts.withLock { $0[task] += 1 } }
        var all: [Int] { counts.withLock { $0 } }
    }

    @Test("Every task runs exactly once, whatever the numbers of threads and tasks", arguments: 1...5)
    func everyTaskOnce(threads: Int) {
        let pool = WorkerPool(threadCount: threads)
        #expect(pool.threadCount == threads)
        for tasks in [0, 1, 2, 3, 5, 16, 97, 1000] {
            let counts = Counts(tasks)
            pool.run(tasks) { counts.add($0) }
            #expect(counts.all == [Int](repeating: 1, count: tasks))
        }
    }

    @Test("Results are there when an operation returns, through thousands of small ones", arguments: 1...5)
    func manySmallOperations(threads: Int) {
        let pool = WorkerPool(threadCount: threads)
        let cells = UnsafeMutableBufferPointer<Int>.allocate(capacity: 7)
        defer { cells.deallocate() }
        cells.initialize(repeating: 0)
        nonisolated(unsafe) let shared = cells
        for operation in 1...3000 {
            // Without locks: an operation that returned early, or a task that ran twice, would show.
            pool.run(1 + operation % 7) { shared[$0] += 1 }
        }
        let expected = (0..<7).map { cell in (1...3000).count { 1 + $0 % 7 > cell } }
        #expect(Array(cells) == expected)
    }

    @Test("Callers on several threads at once do not disturb each other")
    func concurrentCallers() async {
        let pool = WorkerPool(threadCount: 3)
        await withTaskGroup(of: Bool.self) { group in
            for caller in 0..<4 {
                group.addTask {
                    (0..<300).allSatisfy { round in
                        let counts = Counts(5 + caller)
                        pool.run(5 + caller) { counts.add($0) }
                        return counts.all == [Int](repeating: 1, count: 5 + caller) || round < 0
                    }
                }
            }
            for await good in group { #expect(good) }
        }
    }

    @Test("An operation inside a task is done by the task's own thread")
    func nested() {
        let pool = WorkerPool(threadCount: 3)
        let counts = Counts(24)
        pool.run(4) { outer in
            pool.run(6) { counts.add(outer * 6 + $0) }
        }
        #expect(counts.all == [Int](repeating: 1, count: 24))
    }

    @Test("Pools come and go, used or not")
    func lifetimes() {
        for round in 0..<150 {
            let pool = WorkerPool(threadCount: 1 + round % 5)
            guard round % 3 != 0 else { continue }
            let counts = Counts(9)
            pool.run(9) { counts.add($0) }
            #expect(counts.all == [Int](repeating: 1, count: 9))
        }
    }

    @Test("Workers that have gone to sleep wake up for the next operation")
    func sleepingWorkers() {
        let pool = WorkerPool(threadCount: 3)
        for _ in 0..<20 {
            // Busy elsewhere for longer than workers spin.
            let other = (0..<40_000).reduce(into: UInt64(1)) { $0 = $0 &* 6_364_136_223_846_793_005 &+ UInt64($1) }
            let counts = Counts(3 + Int(other % 2))
            pool.run(counts.all.count) { counts.add($0) }
            #expect(counts.all.allSatisfy { $0 == 1 })
        }
    }
}
