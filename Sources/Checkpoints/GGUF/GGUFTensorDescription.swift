/// A tensor that is to be written to a GGUF file.
public struct GGUFTensorDescription: Sendable, Hashable {
    public let name: String
    public let type: GGMLType
    /// The dimensions, the slowest first; at most four.
    public let shape: [Int]

    public init(name: String, type: GGMLType, shape: [Int]) {
        self.name = name
        self.type = type
        self.shape = shape
    }

    /// The number of elements of a row, which lie side by side; 1 for a single number.
    public var rowSize: Int { shape.last ?? 1 }

    /// The bytes of all elements; nil where they cannot be counted, or a row is no whole number of blocks.
    public var byteCount: Int? {
        guard rowSize >= 0, rowSize % type.blockSize == 0, let count = ShapeArithmetic.product(shape) else {
            return nil
        }
        return ShapeArithmetic.product([count / type.blockSize, type.blockByteCount])
    }
}
