/// A tensor to be written to a safetensors file.
public struct SafetensorsTensor {
    public let name: String
    public let elementType: StoredElementType
    /// The dimensions, the slowest first.
    public let shape: [Int]
    /// The elements, little-endian and row-major; they must stay valid until the file is written.
    public let bytes: UnsafeRawBufferPointer

    public init(name: String, elementType: StoredElementType, shape: [Int], bytes: UnsafeRawBufferPointer) {
        self.name = name
        self.elementType = elementType
        self.shape = shape
        self.bytes = bytes
    }
}
