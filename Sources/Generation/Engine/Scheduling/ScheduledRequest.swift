import Tensors

/// What the scheduler knows of a request.
package struct ScheduledRequest: Hashable {
    /// Its number, in the order of arrival.
    package var id: Int
    /// Those of higher priority come first.
    package var priority: Int = 0
    /// Whether it has been admitted; others wait in line.
    package var isRunning = false
    /// Whether there is something to compute for it now: a reader with a full buffer, for one, has enough.
    package var isReady = true
    /// Tokens in the cache.
    package var cached = 0
    /// Tokens that must be read before the next one can be chosen; one where a text grows.
    package var pending: Int
    /// Whether its last page is shared, so that writing into it takes another.
    package var copiesLastPage = false
    /// Pages that count as free until it begins, because nobody else needs what it will share.
    package var claimedPages = 0
    /// Pages that are free once it gives up its own.
    package var ownPages = 0
    /// The step in which it was last worked on.
    package var lastStep = 0

    package init(id: Int, priority: Int = 0, pending: Int) {
        self.id = id
        self.priority = priority
        self.pending = pending
    }

    /// Pages that reading so many of the pending tokens takes.
    package func pages(for tokens: Int) -> Int {
        guard tokens > 0 else { return 0 }
        let further = KVPageShape.pages(for: cached + tokens) - KVPageShape.pages(for: cached)
        return further + (copiesLastPage ? 1 : 0)
    }
}
