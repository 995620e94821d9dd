import Glibc

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

    /// Memory for a weight, to be filled: on large pages where the system has them, since a pass over all weights would
    /// otherwise look up a page every four kilobytes.
    convenience init(large byteCount: Int) {
        let alignment = byteCount >= Self.largePage ? Self.largePage : 64
        let size = (byteCount + Self.slack + alignment - 1) / alignment * alignment
        let pointer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: alignment)
        if alignment == Self.largePage { madvise(pointer, size, MADV_HUGEPAGE) }
        self.init(pointer: pointer, byteCount: byteCount, pool: nil)
    }

    private static let largePage = 2 << 20

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
