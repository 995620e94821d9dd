/// How new rows attend to the keys and values of a cache.
public struct CachedAttentionShape: Sendable {
    /// The positions of the new rows, which the cache already holds.
    public var positions: Range<Int>
    /// Heads of queries.
    public var queryHeads: Int
    /// Factor on the scores.
    public var scale: Float
    /// Positions that each row may see, itself included; nil for all up to itself.
    public var window: Int?
    /// Scores become softcap * tanh(score / softcap); nil leaves them as they are.
    public var softcap: Float?

    /// Rows at `positions` that see all positions up to themselves, or the last `window` of those.
    public init(positions: Range<Int>, queryHeads: Int, scale: Float, window: Int? = nil, softcap: Float? = nil) {
        self.positions = positions
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
