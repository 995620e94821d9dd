/// One sequence's keys and values: the pages that hold them, in the order of positions.
///
/// Sequences share pages: a fork refers to the same ones, and whoever is first to write into a page that others refer
/// to as well takes a copy.
public final class KVSequence {
    /// Where the pages come from.
    public let pool: KVPool
    /// Positions whose keys and values are there.
    public private(set) var count: Int
    /// The pages, of which the last may have room left.
    package private(set) var pages: [Int32]

    /// A sequence of no positions.
    public init(pool: KVPool) {
        self.pool = pool
        count = 0
        pages = []
    }

    /// The first `count` positions of what `pages` hold, which others may refer to.
    package init(pool: KVPool, sharing pages: some Collection<Int32>, count: Int) {
        precondition(KVPageShape.pages(for: count) == pages.count, "\(pages.count) pages for \(count) positions")
        pool.retain(pages)
        self.pool = pool
        self.count = count
        self.pages = Array(pages)
    }

    deinit { pool.release(pages) }

    /// Another sequence that begins with the first `count` positions of this one.
    public func fork(at count: Int? = nil) -> KVSequence {
        let kept = min(self.count, max(0, count ?? self.count))
        return KVSequence(pool: pool, sharing: pages.prefix(KVPageShape.pages(for: kept)), count: kept)
    }

    /// Pages that `further` positions after those there are would take from the pool.
    public func pagesNeeded(for further: Int) -> Int {
        guard further > 0 else { return 0 }
        return max(0, KVPageShape.pages(for: count + further) - pages.count) + (sharesLastPage ? 1 : 0)
    }

    /// Makes room for `further` positions.
    ///
    /// - Throws: ``KVPoolError`` if the pool has too few pages; nothing has changed then.
    public func reserve(_ further: Int) throws(KVPoolError) {
        let needed = pagesNeeded(for: further)
        guard needed > 0 else { return }
        var taken = try pool.take(needed)
        if sharesLastPage {
            let index = count / KVPageShape.positions, copy = taken.removeLast()
            pool.copy(pages[index], to: copy)
            pool.release(CollectionOfOne(pages[index]))
            pages[index] = copy
        }
        pages += taken
    }

    /// Forgets the positions from `count` on, and gives back the pages that held nothing else.
    public func truncate(to count: Int) {
        self.count = min(self.count, max(0, count))
        let kept = KVPageShape.pages(for: self.count)
        guard kept < pages.count else { return }
        pool.release(pages[kept...])
        pages.removeLast(pages.count - kept)
    }

    /// Notes that positions for which there was room have been written.
    package func advance(by positions: Int) {
        count += positions
        precondition(KVPageShape.pages(for: count) <= pages.count, "\(count) positions in \(pages.count) pages")
    }

    /// Whether the page that the next position goes to exists and others refer to it.
    private var sharesLastPage: Bool {
        let index = count / KVPageShape.positions
        return index < pages.count && pool.referenceCount(of: pages[index]) > 1
    }
}
