/// Work on numbered items by several workers, whose results come in order, whoever made them.
enum OrderedWork {
    /// Does the items 0 to `count` - 1: worker `w` of `n` does those whose number leaves the rest `w`, one after
    /// another, so that which worker does what does not depend on who is faster.
    ///
    /// - Parameter each: told each result, in the order of the items; what it throws ends the work.
    static func run<Worker: Sendable, Result: Sendable>(
        _ count: Int, workers: [Worker], _ work: @escaping @Sendable (Worker, Int) async throws -> Result,
        each: (Result) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            func begin(_ index: Int, in group: inout ThrowingTaskGroup<(Int, Result), any Error>) {
                guard index < count else { return }
                let worker = workers[index % workers.count]
                group.addTask { (index, try await work(worker, index)) }
            }
            for index in workers.indices { begin(index, in: &group) }
            var waiting: [Int: Result] = [:]
            var next = 0
            while let (index, result) = try await group.next() {
                begin(index + workers.count, in: &group)
                waiting[index] = result
                while let result = waiting.removeValue(forKey: next) {
                    try each(result)
                    next += 1
                }
            }
        }
    }
}
