/// What an engine is doing at a moment.
public struct EngineStatistics: Sendable, Hashable {
    /// Requests that are worked on, or wait for their readers.
    public var running: Int
    /// Requests that wait for their turn.
    public var waiting: Int
    /// Pages of keys and values that hold something.
    public var usedPages: Int
    /// Pages of them that are kept for texts which begin alike; others may use them as well.
    public var keptPages: Int
    /// Pages there are.
    public var pageLimit: Int

    /// The numbers of a moment.
    public init(running: Int, waiting: Int, usedPages: Int, keptPages: Int, pageLimit: Int) {
        self.running = running
        self.waiting = waiting
        self.usedPages = usedPages
        self.keptPages = keptPages
        self.pageLimit = pageLimit
    }
}
