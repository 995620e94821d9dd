/// What a checkpoint says about one tensor, whatever its format.
public struct CheckpointTensor: Sendable, Hashable {
    public let name: String
    /// The dimensions, the slowest first; none for a single number.
    public let shape: [Int]
    public let encoding: TensorEncoding
    /// The bytes that the elements take in the file.
    public let byteCount: Int

    /// The number of elements.
    public var elementCount: Int { byteCount / encoding.blockByteCount * encoding.blockSize }

    /// The number of elements of a row, which lie side by side; 1 for a single number.
    public var rowSize: Int { shape.last ?? 1 }

    /// The number of rows; 1 for a vector and a single number.
    public var rowCount: Int { shape.dropLast().reduce(1, *) }

    /// The bytes of a row; 0 where there are no rows, whose size may then be any number.
    public var rowByteCount: Int { rowCount == 0 ? 0 : byteCount / rowCount }
}
