import Dispatch
import Synchronization

/// Work that is divided among threads by its own size, so that results do not depend on how many there are.
enum ParallelWork {
    /// Maps consecutive groups of `items` on up to `threads` threads at once; the results are in the order of the groups.
    static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], threads: Int, _ body: @Sendable ([Item]) -> Result
    ) -> [Result] {
        let groups = max(1, min(threads, items.count))
        if groups == 1 { return [body(items)] }
        let results = Mutex<[Result?]>(Array(repeating: nil, count: groups))
        DispatchQueue.concurrentPerform(iterations: groups) { group in
            let range = items.count * group / groups..<items.count * (group + 1) / groups
            let result = body(Array(items[range]))
            results.withLock { $0[group] = result }
        }
        return results.withLock { $0.compactMap { $0 } }
    }
}
