import Tensors

/// The keys and values of every layer for the tokens of one sequence so far.
public final class KVCache {
    let layers: [LayerCache]
    /// Tokens the cache holds.
    public private(set) var count = 0
    /// Tokens the cache has room for.
    public let capacity: Int

    /// An empty cache with room for `capacity` tokens.
    public init(configuration: ModelConfiguration, capacity: Int) {
        self.capacity = capacity
        layers = (0..<configuration.layerCount).map { _ in
            LayerCache(heads: configuration.keyValueHeadCount, headSize: configuration.headSize, capacity: capacity)
        }
    }

    /// Bytes the cache takes.
    public var byteCount: Int { layers.reduce(0) { $0 + $1.byteCount } }

    /// Forgets the tokens from `count` on.
    public func truncate(to count: Int) {
        self.count = min(self.count, max(0, count))
    }

    func advance(by tokens: Int) {
        count += tokens
    }
}
