import Synchronization

/// Keeps working memory between calls: each value is lent to one caller at a time, so that short texts find warm caches
/// and allocate nothing.
final class ScratchPool<Scratch: AnyObject & Sendable>: Sendable {
    private let free = Mutex<[Scratch]>([])
    private let make: @Sendable () -> Scratch
    private let mostKept = 64

    /// Takes what makes a value when none is free.
    init(_ make: @escaping @Sendable () -> Scratch) { self.make = make }

    /// Calls `body` with a value that nobody else uses meanwhile.
    func withScratch<Result>(_ body: (Scratch) -> Result) -> Result {
        let scratch = free.withLock { $0.popLast() } ?? make()
        defer {
            free.withLock { free in
                if free.count < mostKept { free.append(scratch) }
            }
        }
        return body(scratch)
    }
}
