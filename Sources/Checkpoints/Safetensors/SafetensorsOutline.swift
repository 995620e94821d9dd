/// A tensor that will be written to a safetensors file, without its elements.
public struct SafetensorsOutline: Sendable, Hashable {
    public let name: String
    public let elementType: StoredElementType
    /// The dimensions, the slowest first.
    public let shape: [Int]

    public init(name: String, elementType: StoredElementType, shape: [Int]) {
        self.name = name
        self.elementType = elementType
        self.shape = shape
    }
}
