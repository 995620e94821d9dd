/// The keys and values of one layer, laid out for a query that attends to all of them.
///
/// Keys lie in blocks of 16 positions, element by element; values position by position. Both in float32.
public final class LayerCache: @unchecked Sendable {
    // Unchecked: one generation owns a cache and calls in order.

    /// Positions in a block of keys.
    static let keysPerBlock = 16
    /// Heads of keys and values.
    public let heads: Int
    /// Elements of a head.
    public let headSize: Int
    let blockCapacity: Int
    private let keys: Storage
    private let valueRows: Storage

    /// Room for `capacity` positions.
    public init(heads: Int, headSize: Int, capacity: Int) {
        self.heads = heads
        self.headSize = headSize
        blockCapacity = (capacity + Self.keysPerBlock - 1) / Self.keysPerBlock
        let bytes = heads * blockCapacity * Self.keysPerBlock * headSize * 4
        keys = Storage(zeros: bytes)
        valueRows = Storage(zeros: bytes)
    }

    /// Bytes that a full cache takes.
    public var byteCount: Int { 2 * heads * blockCapacity * Self.keysPerBlock * headSize * 4 }

    /// Stores the keys and values of rows [queries | keys | values] (float32) at `positions`.
    public func store(_ rows: Tensor, queryHeads: Int, at positions: Range<Int>) {
        precondition(positions.upperBound <= blockCapacity * Self.keysPerBlock, "the cache is too small")
        let stride = rows.columns
        for (row, position) in positions.enumerated() {
            let source = rows.float + row * stride
            for head in 0..<heads {
                let key = source + (queryHeads + head) * headSize
                let value = key + heads * headSize
                let block = keyBlocks(head) + position / Self.keysPerBlock * Self.keysPerBlock * headSize
                for element in 0..<headSize {
                    block[element * Self.keysPerBlock + position % Self.keysPerBlock] = key[element]
                }
                (values(head) + position * headSize).update(from: value, count: headSize)
            }
        }
    }

    func keyBlocks(_ head: Int) -> UnsafeMutablePointer<Float> { start(of: head, in: keys) }
    func values(_ head: Int) -> UnsafeMutablePointer<Float> { start(of: head, in: valueRows) }

    private func start(of head: Int, in storage: Storage) -> UnsafeMutablePointer<Float> {
        storage.pointer.assumingMemoryBound(to: Float.self) + head * blockCapacity * Self.keysPerBlock * headSize
    }
}
