import Foundation
import Synchronization

/// Threads that apply a function to items, whose results are taken out in the order in which the items were put in.
final class OrderedWorkers<Item: Sendable, Output: Sendable>: Sendable {
    private struct State {
        var waiting: [(number: Int, item: Item)] = []
        var results: [Int: Output] = [:]
        var submitted = 0
        var taken = 0
        var isStopped = false
    }

    private let state = Mutex(State())
    private let itemsWaiting = DispatchSemaphore(value: 0)
    private let resultsReady = DispatchSemaphore(value: 0)
    private let threadsEnded = DispatchGroup()
    private let threadCount: Int

    /// Starts the threads.
    init(threadCount: Int, work: @escaping @Sendable (Item) -> Output) {
        self.threadCount = threadCount
        for index in 0..<threadCount {
            threadsEnded.enter()
            let thread = Thread { [self] in
                run(work)
                threadsEnded.leave()
            }
            thread.name = "corpus \(index)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private func run(_ work: (Item) -> Output) {
        while true {
            itemsWaiting.wait()
            let next = state.withLock { $0.isStopped || $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
            guard let next else { return }
            let output = work(next.item)
            state.withLock { $0.results[next.number] = output }
            resultsReady.signal()
        }
    }

    /// How many items were put in whose results were not taken out.
    var pendingCount: Int { state.withLock { $0.submitted - $0.taken } }

    /// Puts an item in.
    func submit(_ item: Item) {
        state.withLock {
            $0.waiting.append(($0.submitted, item))
            $0.submitted += 1
        }
        itemsWaiting.signal()
    }

    /// Takes out the result of the oldest item, waiting for it where it is not ready; nil when none is pending.
    func next() -> Output? {
        while true {
            let (output, isPending) = state.withLock { state -> (Output?, Bool) in
                guard let output = state.results.removeValue(forKey: state.taken) else {
                    return (nil, state.taken < state.submitted)
                }
                state.taken += 1
                return (output, false)
            }
            if let output { return output }
            guard isPending else { return nil }
            // A signal may belong to a result that was taken without waiting, or to a younger one: look again.
            resultsReady.wait()
        }
    }

    /// Ends the threads, leaving out what they have not begun; returns when all have ended.
    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<threadCount { itemsWaiting.signal() }
        threadsEnded.wait()
    }
}
