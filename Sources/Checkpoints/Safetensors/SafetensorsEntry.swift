/// What a safetensors header says about one tensor.
public struct SafetensorsEntry: Sendable, Hashable {
    public let name: String
    public let elementType: StoredElementType
    /// The dimensions, the slowest first; none for a single number.
    public let shape: [Int]
    /// Where the elements lie, counted from the end of the header.
    public let dataRange: Range<Int>

    /// The number of elements.
    public var elementCount: Int { dataRange.count / elementType.byteCount }
}
