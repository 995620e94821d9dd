package import Tensors
package import Transformer

/// The texts whose keys and values are still there, as a tree of pages: what a new text begins with is not computed again.
///
/// Each node is a page and the tokens it holds; only full pages go on. The tree refers to its pages like a sequence does.
/// A page that nobody else refers to can be given back, leaves first, those used longest ago before others. Pages hold all
/// layers, so that layers with a window keep their part of a prefix like the others. What one adapter computed is nothing
/// to another: each has a root of its own.
///
/// Source of the idea: Zheng et al., "SGLang: efficient execution of structured language model programs" (2024), section 3.
package final class PrefixTree {
    private final class Node {
        var tokens: [Int32]
        var page: Int32
        var children: [Node] = []
        var lastUse: Int

        init(tokens: [Int32], page: Int32, lastUse: Int) {
            self.tokens = tokens
            self.page = page
            self.lastUse = lastUse
        }
    }

    /// What stands below all texts that were computed with one adapter, or without.
    private final class Root {
        let adapter: LoRAAdapter?
        let node = Node(tokens: [], page: -1, lastUse: 0)

        init(_ adapter: LoRAAdapter?) { self.adapter = adapter }
    }

    private let pool: KVPool
    private var roots: [Root] = []
    private var clock = 0

    /// An empty tree over the pages of `pool`.
    package init(pool: KVPool) {
        self.pool = pool
    }

    deinit { removeAll() }

    /// What is there of a text: its first `count` tokens, in `pages`.
    package struct Match: Equatable {
        package var pages: [Int32] = []
        package var count = 0

        package init(pages: [Int32] = [], count: Int = 0) {
            self.pages = pages
            self.count = count
        }
    }

    /// The longest part of `tokens`, from their beginning, that is there.
    ///
    /// - Parameters:
    ///   - adapter: With what it was computed.
    ///   - touching: Whether it counts as used now.
    package func match(
        _ tokens: ArraySlice<Int32>, with adapter: LoRAAdapter? = nil, touching: Bool = true
    ) -> Match {
        if touching { clock += 1 }
        var match = Match(), rest = tokens, nodes = root(of: adapter)?.children ?? []
        while !rest.isEmpty {
            var best: (node: Node, count: Int)?
            for node in nodes {
                let count = zip(node.tokens, rest).prefix { $0 == $1 }.count
                if count > best?.count ?? 0 { best = (node, count) }
            }
            guard let (node, count) = best else { break }
            if touching { node.lastUse = clock }
            match.pages.append(node.page)
            match.count += count
            guard count == KVPageShape.positions else { break }
            rest = rest.dropFirst(count)
            nodes = node.children
        }
        return match
    }

    /// Keeps the pages of a text that will not be written any more; those it shares with others are kept once.
    package func insert(
        _ tokens: ArraySlice<Int32>, with adapter: LoRAAdapter? = nil, pages: some Collection<Int32>
    ) {
        clock += 1
        var rest = tokens, parent = root(of: adapter) ?? addRoot(of: adapter)
        for page in pages {
            let part = rest.prefix(KVPageShape.positions)
            rest = rest.dropFirst(KVPageShape.positions)
            if part.isEmpty { break }
            if let known = parent.children.first(where: { $0.tokens.starts(with: part) || part.starts(with: $0.tokens) }
            ) {
                known.lastUse = clock
                if known.tokens.count < part.count {
                    pool.retain(CollectionOfOne(page))
                    pool.release(CollectionOfOne(known.page))
                    known.page = page
                    known.tokens = Array(part)
                }
                parent = known
            } else {
                pool.retain(CollectionOfOne(page))
                let node = Node(tokens: Array(part), page: page, lastUse: clock)
                parent.children.append(node)
                parent = node
            }
        }
    }

    /// Pages that ``evict(_:)`` could give back.
    package var evictablePageCount: Int { marks().evictableCount }

    /// What the tree says of each page of the pool.
    package struct Marks {
        /// Whether the tree refers to the page, by its number.
        package fileprivate(set) var isKept: [Bool]
        /// Whether the page can be given back.
        package fileprivate(set) var isEvictable: [Bool]
        /// How many can.
        package fileprivate(set) var evictableCount = 0
    }

    /// Which pages are there, and which of them could be given back: those that nobody else refers to, if the same is true
    /// of all that stand on them. (Whoever has computed a page anew, because it was not there yet, refers to those that
    /// follow, and not to it.)
    package func marks() -> Marks {
        let none = [Bool](repeating: false, count: pool.pageNumbers.count)
        var marks = Marks(isKept: none, isEvictable: none)
        for root in roots {
            for node in root.node.children { mark(node, &marks) }
        }
        return marks
    }

    @discardableResult
    private func mark(_ node: Node, _ marks: inout Marks) -> Bool {
        var isEvictable = pool.referenceCount(of: node.page) == 1
        for child in node.children where !mark(child, &marks) { isEvictable = false }
        marks.isKept[Int(node.page)] = true
        marks.isEvictable[Int(node.page)] = isEvictable
        if isEvictable { marks.evictableCount += 1 }
        return isEvictable
    }

    /// Pages that the tree refers to.
    package var pageCount: Int {
        var count = 0
        visit { _, _ in count += 1 }
        return count
    }

    /// Gives back so many pages, or as many as nobody else refers to.
    package func evict(_ count: Int) {
        for _ in 0..<max(0, count) {
            var oldest: (node: Node, parent: Node)?
            visit { node, parent in
                guard node.children.isEmpty, pool.referenceCount(of: node.page) == 1 else { return }
                if node.lastUse < oldest?.node.lastUse ?? .max { oldest = (node, parent) }
            }
            guard let (node, parent) = oldest else { return }
            pool.release(CollectionOfOne(node.page))
            parent.children.removeAll { $0 === node }
        }
    }

    /// Forgets everything.
    package func removeAll() {
        visit { node, _ in pool.release(CollectionOfOne(node.page)) }
        roots = []
    }

    /// Forgets what was computed with an adapter that will not come back.
    package func remove(_ adapter: LoRAAdapter) {
        visit(roots.filter { $0.adapter === adapter }) { node, _ in pool.release(CollectionOfOne(node.page)) }
        roots.removeAll { $0.adapter === adapter }
    }

    private func root(of adapter: LoRAAdapter?) -> Node? { roots.first { $0.adapter === adapter }?.node }

    private func addRoot(of adapter: LoRAAdapter?) -> Node {
        let root = Root(adapter)
        roots.append(root)
        return root.node
    }

    private func visit(_ body: (Node, _ parent: Node) -> Void) { visit(roots, body) }

    private func visit(_ roots: [Root], _ body: (Node, _ parent: Node) -> Void) {
        var open: [(Node, Node)] = roots.flatMap { root in root.node.children.map { ($0, root.node) } }
        while let (node, parent) = open.popLast() {
            body(node, parent)
            for child in node.children { open.append((child, node)) }
        }
    }
}
