/// Numbers in memory with a shape: row-major, without gaps.
///
/// A tensor is a handle: copies share their elements.
public struct Tensor: Sendable {
    /// The sizes of the dimensions, outermost first.
    public let shape: [Int]
    /// The type of every element.
    public let elementType: ElementType
    let storage: Storage
    let byteOffset: Int

    /// A tensor of zeros with memory of its own.
    public init(zeros shape: [Int], elementType: ElementType = .float32) {
        let bytes = shape.reduce(1, *) * elementType.byteCount
        self.init(shape: shape, elementType: elementType, storage: Storage(zeros: bytes), byteOffset: 0)
    }

    /// A float32 tensor with memory of its own holding `values`, which must be as many as the shape says.
    public init(_ values: [Float], shape: [Int]) {
        precondition(values.count == shape.reduce(1, *), "\(values.count) values do not fill the shape \(shape)")
        self.init(zeros: shape)
        values.withUnsafeBufferPointer { floats.baseAddress?.update(from: $0.baseAddress!, count: $0.count) }
    }

    init(shape: [Int], elementType: ElementType, storage: Storage, byteOffset: Int) {
        self.shape = shape
        self.elementType = elementType
        self.storage = storage
        self.byteOffset = byteOffset
    }

    /// The number of elements.
    public var count: Int { shape.reduce(1, *) }

    /// The size of the outermost dimension.
    public var rows: Int { shape[0] }

    /// Elements in each row: the product of the other dimensions.
    public var columns: Int { shape.dropFirst().reduce(1, *) }

    /// The elements of a float32 tensor.
    public var floats: UnsafeMutableBufferPointer<Float> {
        precondition(elementType == .float32, "this tensor holds \(elementType), not float32")
        return UnsafeMutableBufferPointer(start: pointer.assumingMemoryBound(to: Float.self), count: count)
    }

    /// The memory of the elements, whatever their type.
    public var rawBytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: pointer, count: count * elementType.byteCount)
    }

    /// The elements as float32 values, converted where needed.
    public var values: [Float] {
        switch elementType {
        case .float32: Array(floats)
        case .bfloat16: bits.map { Float(bitPattern: UInt32($0) << 16) }
        }
    }

    /// Rows `range` of this tensor, sharing its memory.
    public func rows(_ range: Range<Int>) -> Tensor {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of a tensor of shape \(shape)")
        return Tensor(
            shape: [range.count] + shape.dropFirst(),
            elementType: elementType,
            storage: storage,
            byteOffset: byteOffset + range.lowerBound * columns * elementType.byteCount
        )
    }

    /// The same elements under another shape of the same size.
    public func reshaped(_ shape: [Int]) -> Tensor {
        precondition(shape.reduce(1, *) == count, "shape \(shape) does not fit \(count) elements")
        return Tensor(shape: shape, elementType: elementType, storage: storage, byteOffset: byteOffset)
    }

    /// Sets every element to 0.
    public func clear() {
        rawBytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    var pointer: UnsafeMutableRawPointer { storage.pointer + byteOffset }
    var float: UnsafeMutablePointer<Float> { pointer.assumingMemoryBound(to: Float.self) }
    var half: UnsafeMutablePointer<UInt16> { pointer.assumingMemoryBound(to: UInt16.self) }
    var units: UnsafeMutablePointer<UInt32> { pointer.assumingMemoryBound(to: UInt32.self) }
    private var bits: UnsafeBufferPointer<UInt16> { UnsafeBufferPointer(start: half, count: count) }
}
