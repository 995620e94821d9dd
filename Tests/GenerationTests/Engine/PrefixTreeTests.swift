import Foundations
import Generation
import Tensors
import Testing

@Suite("The tree of prefixes")
struct PrefixTreeTests {
    private static func pool(_ pages: Int) -> KVPool {
        KVPool(shape: KVPageShape(layers: 1, heads: 1, headSize: 4), pageLimit: pages)
    }

    /// A sequence whose pages hold the lowest byte of each token.
    private static func sequence(_ tokens: [Int32], _ pool: KVPool) throws -> KVSequence {
        let sequence = KVSequence(pool: pool)
        try sequence.reserve(tokens.count)
        for (position, token) in tokens.enumerated() {
            pool.bytes(of: sequence.pages[position / 64], layer: 0)[position % 64] = UInt8(truncatingIfNeeded: token)
        }
        sequence.advance(by: tokens.count)
        return sequence
    }

    /// Leaves a text's pages to the tree alone.
    private static func insert(_ tokens: [Int32], _ tree: PrefixTree, _ pool: KVPool) throws {
        let sequence = try sequence(tokens, pool)
        tree.insert(tokens[...], pages: sequence.pages)
        withExtendedLifetime(sequence) {}
    }

    private static func content(_ match: PrefixTree.Match, _ pool: KVPool) -> [Int32] {
        (0..<match.count).map { Int32(pool.bytes(of: match.pages[$0 / 64], layer: 0)[$0 % 64]) }
    }

    /// Texts that have long beginnings in common.
    private static func text(_ generator: inout SplitMix64, after others: [[Int32]]) -> [Int32] {
        var tokens: [Int32] = []
        if !others.isEmpty, generator.next(below: 4) > 0 {
            let other = others[generator.next(below: others.count)]
            tokens = Array(other.prefix(generator.next(below: other.count + 1)))
        }
        return tokens + (0...generator.next(below: 150)).map { _ in Int32(generator.next(below: 3)) }
    }

    @Test("A text finds the longest beginning that any other left, and its content", arguments: 1...8)
    func matches(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pool = Self.pool(400), tree = PrefixTree(pool: pool)
        var known: [[Int32]] = []
        for _ in 0..<40 {
            let tokens = Self.text(&generator, after: known)
            let expected = known.map { zip($0, tokens).prefix { $0 == $1 }.count }.max() ?? 0
            let match = tree.match(tokens[...])
            #expect(match.count == expected)
            #expect(match.pages.count == KVPageShape.pages(for: expected))
            #expect(Self.content(match, pool) == Array(tokens.prefix(expected)))
            try Self.insert(tokens, tree, pool)
            known.append(tokens)
        }
        #expect(pool.usedPageCount == tree.pageCount && tree.evictablePageCount == tree.pageCount)
        tree.removeAll()
        #expect(pool.usedPageCount == 0)
    }

    @Test("What somebody uses stays, what was used longest ago goes first, leaves before what they stand on")
    func eviction() throws {
        let pool = Self.pool(20), tree = PrefixTree(pool: pool)
        let old = [Int32](repeating: 1, count: 130), new = [Int32](repeating: 2, count: 130)
        let held = [Int32](repeating: 3, count: 70)
        for tokens in [old, new] { try Self.insert(tokens, tree, pool) }
        let user = try Self.sequence(held, pool)
        tree.insert(held[...], pages: user.pages)
        #expect(tree.pageCount == 8 && tree.evictablePageCount == 6)
        tree.evict(1)
        #expect(
            tree.match(old[...], touching: false).count == 128 && tree.match(new[...], touching: false).count == 130)
        // Whoever asks for a text makes it the last to go.
        _ = tree.match(old[...])
        tree.evict(3)
        #expect(tree.match(old[...], touching: false).count == 128 && tree.match(new[...], touching: false).count == 0)
        tree.evict(100)
        #expect(tree.pageCount == 2 && tree.match(held[...]).count == 70)
        withExtendedLifetime(user) {}
    }

    @Test("A page on which somebody's pages stand stays, though nobody but the tree refers to it")
    func pinnedAbove() throws {
        let pool = Self.pool(10), tree = PrefixTree(pool: pool)
        let tokens = [Int32](repeating: 1, count: 128)
        try Self.insert(Array(tokens.prefix(64)), tree, pool)
        // It has computed the first page anew; the tree keeps the one it has, and takes the second.
        let user = try Self.sequence(tokens, pool)
        tree.insert(tokens[...], pages: user.pages)
        #expect(tree.pageCount == 2 && pool.usedPageCount == 3 && tree.evictablePageCount == 0)
        tree.evict(2)
        #expect(tree.pageCount == 2)
        withExtendedLifetime(user) {}
    }

    @Test("Random texts, users and evictions lose no page and spoil none", arguments: 1...4)
    func randomly(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pool = Self.pool(30), tree = PrefixTree(pool: pool)
        var known: [[Int32]] = [], users: [(sequence: KVSequence, tokens: [Int32])] = []
        for _ in 0..<300 {
            let tokens = Self.text(&generator, after: known)
            let match = tree.match(tokens[...])
            #expect(Self.content(match, pool) == Array(tokens.prefix(match.count)))
            if generator.next(below: 3) == 0 {
                users.append((KVSequence(pool: pool, sharing: match.pages, count: match.count), tokens))
            } else {
                tree.evict(KVPageShape.pages(for: tokens.count) - pool.freePageCount)
                if KVPageShape.pages(for: tokens.count) <= pool.freePageCount {
                    try Self.insert(tokens, tree, pool)
                    known.append(tokens)
                }
            }
            if users.count > 4 { users.remove(at: generator.next(below: users.count)) }
            for (sequence, tokens) in users {
                let match = PrefixTree.Match(pages: sequence.pages, count: sequence.count)
                #expect(Self.content(match, pool) == Array(tokens.prefix(sequence.count)))
            }
            #expect(tree.evictablePageCount <= tree.pageCount)
        }
        users.removeAll()
        #expect(pool.usedPageCount == tree.pageCount)
        tree.evict(30)
        #expect(pool.usedPageCount == 0)
    }
}
