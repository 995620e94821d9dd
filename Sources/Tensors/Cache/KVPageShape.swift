import CKernels

/// What a page of a cache holds: the keys and values of 64 neighbouring positions, of every layer and head.
public struct KVPageShape: Sendable, Hashable {
    /// Positions of a page.
    public static let positions = Int(MARTLET_PAGE)

    /// Layers of the model.
    public let layers: Int
    /// Heads of keys and values.
    public let heads: Int
    /// Elements of a head.
    public let headSize: Int
    /// The numbers that are kept.
    public let format: CacheFormat

    /// Pages for a model of these sizes.
    public init(layers: Int, heads: Int, headSize: Int, format: CacheFormat = .float32) {
        precondition(layers >= 0 && heads > 0 && headSize > 0, "\(heads) heads of \(headSize) in \(layers) layers")
        self.layers = layers
        self.heads = heads
        self.headSize = headSize
        self.format = format
    }

    /// Bytes of a page.
    public var byteCount: Int { layers * layerByteCount }

    /// Bytes of one layer's part of a page.
    var layerByteCount: Int { heads * format.layout(headSize: headSize).head_bytes }

    /// Pages that `positions` positions need.
    public static func pages(for positions: Int) -> Int { (positions + Self.positions - 1) / Self.positions }
}
