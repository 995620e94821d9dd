/// How new rows attend to the keys and values of a cache.
public struct CachedAttentionShape: Sendable {
    /// The layer of the cache.
    public var layer: Int
    /// Heads of queries.
    public var queryHeads: Int
    /// Factor on the scores.
    public var scale: Float
    /// Positions that each row may see, itself included; nil for all up to itself.
    public var window: Int?
    /// Scores become softcap * tanh(score / softcap); nil leaves them as they are.
    public var softcap: Float?

    /// Rows that see all positions of their sequence up to themselves, or the last `window` of those.
    public init(layer: Int, queryHeads: Int, scale: Float, window: Int? = nil, softcap: Float? = nil) {
        self.layer = layer
        self.queryHeads = queryHeads
        self.scale = scale
        self.window = window
        self.softcap = softcap
    }

    /// The first position that `position` may see.
    func firstVisible(from position: Int) -> Int {
        window.map { max(0, position - $0 + 1) } ?? 0
    }
}
