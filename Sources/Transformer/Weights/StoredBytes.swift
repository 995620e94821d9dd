public import Checkpoints

/// A tensor's rows as a file holds them.
public struct StoredBytes {
    /// How the elements of each row are encoded.
    public let encoding: TensorEncoding
    /// The rows, one after another.
    public let bytes: UnsafeRawBufferPointer
    /// The place of each row of the directory's tensor among those; nil where the order is the same.
    public let order: [Int]?

    /// Rows of `encoding` in `bytes`.
    public init(encoding: TensorEncoding, bytes: UnsafeRawBufferPointer, order: [Int]? = nil) {
        self.encoding = encoding
        self.bytes = bytes
        self.order = order
    }
}
