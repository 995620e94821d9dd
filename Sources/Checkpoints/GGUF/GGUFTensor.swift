/// What a GGUF file says about one tensor.
public struct GGUFTensor: Sendable, Hashable {
    public let name: String
    public let type: GGMLType
    /// The dimensions, the slowest first: the reverse of their order in the file.
    public let shape: [Int]
    /// Where the elements lie in the file.
    public let fileRange: Range<Int>

    /// The number of elements.
    public var elementCount: Int { fileRange.count / type.blockByteCount * type.blockSize }

    /// The number of elements of a row, which lie side by side; 1 for a single number.
    public var rowSize: Int { shape.last ?? 1 }
}
