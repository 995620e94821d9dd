import Glibc

/// The pages of keys and values that many sequences share.
///
/// A page belongs to as many sequences as refer to it, and is free when none does. Memory is asked for when the first
/// page is taken, and a page costs none before it is written.
///
/// Source of the idea: Kwon et al., "Efficient memory management for large language model serving with PagedAttention"
/// (2023), section 4.
public final class KVPool {
    /// What a page holds.
    public let shape: KVPageShape
    /// Pages there are.
    public let pageLimit: Int

    private var memory: UnsafeMutableRawPointer?
    private var references: [Int32]
    private var free: [Int32] = []
    /// Pages below this number have been taken before.
    private var fresh = 0

    /// An empty pool of so many pages.
    public init(shape: KVPageShape, pageLimit: Int) {
        precondition(pageLimit >= 0 && pageLimit <= Int(Int32.max), "a pool of \(pageLimit) pages")
        self.shape = shape
        self.pageLimit = pageLimit
        references = []
    }

    /// An empty pool that takes at most `byteLimit` bytes.
    public convenience init(shape: KVPageShape, byteLimit: Int) {
        self.init(shape: shape, pageLimit: min(Int(Int32.max), max(0, byteLimit) / max(1, shape.byteCount)))
    }

    deinit {
        if let memory { munmap(memory, byteCount) }
    }

    /// Bytes that the pool takes when all pages have been written.
    public var byteCount: Int { pageLimit * shape.byteCount }

    /// Pages that no sequence refers to.
    public var freePageCount: Int { pageLimit - fresh + free.count }

    /// Pages that sequences refer to.
    public var usedPageCount: Int { fresh - free.count }

    /// The numbers of all pages that have ever been taken.
    package var pageNumbers: Range<Int> { 0..<fresh }

    /// How many refer to a page.
    package func referenceCount(of page: Int32) -> Int { Int(references[Int(page)]) }

    /// Takes `count` pages, all or none.
    package func take(_ count: Int) throws(KVPoolError) -> [Int32] {
        guard count > 0 else { return [] }
        guard count <= freePageCount else {
            throw .full(needed: count, free: freePageCount, limit: pageLimit)
        }
        try reserve()
        return (0..<count).map { _ in
            if let page = free.popLast() {
                references[Int(page)] = 1
                return page
            }
            fresh += 1
            references.append(1)
            return Int32(fresh - 1)
        }
    }

    /// Refers to pages once more.
    package func retain(_ pages: some Sequence<Int32>) {
        for page in pages {
            precondition(references[Int(page)] > 0, "page \(page) is nobody's")
            references[Int(page)] += 1
        }
    }

    /// Refers to pages once less.
    package func release(_ pages: some Sequence<Int32>) {
        for page in pages {
            references[Int(page)] -= 1
            precondition(references[Int(page)] >= 0, "page \(page) was released too often")
            if references[Int(page)] == 0 { free.append(page) }
        }
    }

    /// Copies what a page holds.
    func copy(_ source: Int32, to target: Int32) {
        for layer in 0..<shape.layers {
            bytes(of: target, layer: layer).copyMemory(from: UnsafeRawBufferPointer(bytes(of: source, layer: layer)))
        }
    }

    /// One layer's part of a page.
    package func bytes(of page: Int32, layer: Int) -> UnsafeMutableRawBufferPointer {
        let size = shape.layerByteCount
        return UnsafeMutableRawBufferPointer(start: base(ofLayer: layer) + Int(page) * size, count: size)
    }

    /// Where the pages of a layer begin, one after another.
    func base(ofLayer layer: Int) -> UnsafeMutableRawPointer {
        guard let memory else { preconditionFailure("no page has been taken") }
        return memory + layer * pageLimit * shape.layerByteCount
    }

    private func reserve() throws(KVPoolError) {
        guard memory == nil, byteCount > 0 else { return }
        // The system counts pages of memory when they are touched.
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let mapped = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0), mapped != MAP_FAILED else {
            throw .noMemory(bytes: byteCount)
        }
        memory = mapped
    }
}
