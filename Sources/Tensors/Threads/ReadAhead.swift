import CKernels
import Synchronization

/// Where each thread of a pool will begin to read in the next operation, as far as anybody knows.
///
/// A guess changes no result: memory that is asked for and not needed costs a moment of bandwidth that nobody was using.
final class ReadAhead: Sendable {
    /// Bytes that a waiting thread asks for at most: half of a second-level cache.
    static let most = 384 << 10
    /// Bytes that are asked for between two looks at whether there is work.
    private static let step = 2048

    /// Where each thread begins, 0 where that is unknown.
    nonisolated(unsafe) private let starts: UnsafeMutablePointer<Atomic<UInt>>
    private let threadCount: Int

    init(threadCount: Int) {
        self.threadCount = threadCount
        starts = .allocate(capacity: threadCount)
        for thread in 0..<threadCount { (starts + thread).initialize(to: Atomic(0)) }
    }

    deinit {
        starts.deinitialize(count: threadCount)
        starts.deallocate()
    }

    /// Says where the threads begin; nil: nobody knows.
    func expect(_ address: (_ thread: Int) -> UInt?) {
        for thread in 0..<threadCount { starts[thread].store(address(thread) ?? 0, ordering: .relaxed) }
    }

    /// Asks for some bytes of a thread that waits, from `offset` on; nil when all have been asked for.
    func fetch(for thread: Int, from offset: Int) -> Int? {
        let address = starts[thread].load(ordering: .relaxed)
        guard address != 0, offset < Self.most else { return nil }
        martlet_fetch(address + UInt(offset), Self.step)
        return offset + Self.step
    }
}
