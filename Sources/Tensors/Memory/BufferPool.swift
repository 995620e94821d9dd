import Synchronization

/// Lends memory and takes it back, so that a step which has run once allocates nothing when it runs again.
///
/// Sizes are rounded up to a quarter of a power of two; what is given back last is lent first, while it is still in
/// the cache.
public final class BufferPool: Sendable {
    private struct State: @unchecked Sendable {
        var free: [Int: [UnsafeMutableRawPointer]] = [:]
        var allocations = 0
        var bytes = 0
    }

    private let state = Mutex(State())

    /// An empty pool.
    public init() {}

    /// How many times the pool had to ask the system for memory.
    public var allocationCount: Int { state.withLock { $0.allocations } }

    /// Bytes the pool holds or has lent.
    public var byteCount: Int { state.withLock { $0.bytes } }

    /// Memory of at least `byteCount` bytes with whatever was in it before.
    func lend(_ byteCount: Int) -> Storage {
        let size = Self.rounded(byteCount)
        let pointer = state.withLock { state in
            if let pointer = state.free[size]?.popLast() { return UncheckedPointer(pointer) }
            state.allocations += 1
            state.bytes += size
            return UncheckedPointer(.allocate(byteCount: size + Storage.slack, alignment: 64))
        }
        return Storage(pointer: pointer.value, byteCount: size, pool: self)
    }

    func giveBack(_ pointer: UnsafeMutableRawPointer, byteCount: Int) {
        let pointer = UncheckedPointer(pointer)
        state.withLock { $0.free[byteCount, default: []].append(pointer.value) }
    }

    /// The size class of a request: at most a quarter more than asked.
    static func rounded(_ byteCount: Int) -> Int {
        let least = max(byteCount, 256)
        let quarter = max(64, (1 << (Int.bitWidth - 1 - least.leadingZeroBitCount)) / 4)
        return (least + quarter - 1) / quarter * quarter
    }

    deinit {
        state.withLock { state in
            for pointers in state.free.values {
                for pointer in pointers { pointer.deallocate() }
            }
        }
    }
}

/// A pointer that may cross into a lock's closure.
private struct UncheckedPointer: @unchecked Sendable {
    let value: UnsafeMutableRawPointer
    init(_ value: UnsafeMutableRawPointer) { self.value = value }
}
