/// Memory that tensors share; it goes back to the pool it came from when the last of them is gone.
final class Storage: @unchecked Sendable {
    // Unchecked: the memory itself is written without locks. The operations that share a storage are ordered by the
    // tape that runs them, and tasks of one operation write disjoint parts.
    let pointer: UnsafeMutableRawPointer
    let byteCount: Int
    private let pool: BufferPool?

    /// Takes over `pointer`, which `pool` lent, or which `free` must release when there is none.
    init(pointer: UnsafeMutableRawPointer, byteCount: Int, pool: BufferPool?) {
        self.pointer = pointer
        self.byteCount = byteCount
        self.pool = pool
    }

    /// Fresh memory of its own, zeroed and aligned to a cache line.
    convenience init(zeros byteCount: Int) {
        let pointer = UnsafeMutableRawPointer.allocate(byteCount: byteCount + Self.slack, alignment: 64)
        pointer.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount + Self.slack)
        self.init(pointer: pointer, byteCount: byteCount, pool: nil)
    }

    /// Bytes past the end that a vector load may touch.
    static let slack = 64

    deinit {
        if let pool {
            pool.giveBack(pointer, byteCount: byteCount)
        } else {
            pointer.deallocate()
        }
    }
}
