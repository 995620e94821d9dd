public import Tensors

/// The keys and values of every layer for the tokens of one sequence so far, with pages of its own.
public final class KVCache {
    let sequence: KVSequence
    /// Tokens the cache has room for.
    public let capacity: Int

    /// An empty cache with room for `capacity` tokens, which keeps numbers of `format`.
    public init(configuration: ModelConfiguration, capacity: Int, format: CacheFormat = .float32) {
        self.capacity = capacity
        let pages = KVPageShape.pages(for: capacity)
        sequence = KVSequence(pool: KVPool(shape: configuration.pageShape(format), pageLimit: pages))
    }

    /// Tokens the cache holds.
    public var count: Int { sequence.count }

    /// Bytes the cache takes once it is full.
    public var byteCount: Int { sequence.pool.byteCount }

    /// Forgets the tokens from `count` on.
    public func truncate(to count: Int) { sequence.truncate(to: count) }
}
