/// Why a sequence cannot grow.
public enum KVPoolError: Error, Hashable, CustomStringConvertible {
    /// All pages are taken.
    case full(needed: Int, free: Int, limit: Int)
    /// The system does not give the memory for the pages.
    case noMemory(bytes: Int)

    public var description: String {
        switch self {
        case .full(let needed, let free, let limit):
            "the cache of keys and values is full: \(needed) more pages of \(KVPageShape.positions) positions are "
                + "needed, but of \(limit) only \(free) are free"
        case .noMemory(let bytes):
            "the system gives no \(bytes) bytes of address space for the cache of keys and values; "
                + "give it a smaller limit"
        }
    }
}
