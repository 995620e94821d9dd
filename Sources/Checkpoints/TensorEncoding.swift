/// How the elements of a tensor are stored, whatever the file: plain numbers, or blocks of quantized ones.
public enum TensorEncoding: Sendable, Hashable {
    /// Numbers side by side.
    case plain(StoredElementType)
    /// Blocks of neighbouring elements of a row that share scales; see ``BlockFormat``.
    case blocks(GGMLType)

    /// The encoding of a type of GGUF: its plain numbers are those of safetensors too.
    public init(_ type: GGMLType) {
        switch type {
        case .f32: self = .plain(.float32)
        case .f16: self = .plain(.float16)
        case .bf16: self = .plain(.bfloat16)
        case .f64: self = .plain(.float64)
        case .i8: self = .plain(.int8)
        case .i16: self = .plain(.int16)
        case .i32: self = .plain(.int32)
        case .i64: self = .plain(.int64)
        default: self = .blocks(type)
        }
    }

    /// The type of GGUF that stores the same bytes; nil where there is none.
    public var ggmlType: GGMLType? {
        switch self {
        case .blocks(let type): type
        case .plain(.float32): .f32
        case .plain(.float16): .f16
        case .plain(.bfloat16): .bf16
        case .plain(.float64): .f64
        case .plain(.int8): .i8
        case .plain(.int16): .i16
        case .plain(.int32): .i32
        case .plain(.int64): .i64
        case .plain: nil
        }
    }

    /// The field's name, such as `BF16` or `Q4_K`.
    public var name: String {
        switch self {
        case .plain(let type): type.rawValue
        case .blocks(let type): type.name
        }
    }

    /// The number of neighbouring elements of a row that are stored together; 1 for plain numbers.
    public var blockSize: Int {
        if case .blocks(let type) = self { type.blockSize } else { 1 }
    }

    /// The bytes of a block; of a number where they are plain.
    public var blockByteCount: Int {
        switch self {
        case .plain(let type): type.byteCount
        case .blocks(let type): type.blockByteCount
        }
    }

    /// The bits that an element takes, scales included: 4.5 for `Q4_K`.
    public var bitsPerElement: Double { Double(8 * blockByteCount) / Double(blockSize) }

    /// Whether elements can be read as floats.
    public var isReadable: Bool {
        switch self {
        case .plain(let type): type.isConvertibleToFloat
        case .blocks(let type): BlockFormat(type) != nil
        }
    }

    /// Fills `floats` with the elements in `bytes`, which need not be aligned.
    ///
    /// - Parameters:
    ///   - bytes: as many elements as `floats` holds, a whole number of blocks, of an encoding that ``isReadable``.
    ///   - floats: receives the elements.
    public func read(_ bytes: UnsafeRawBufferPointer, into floats: UnsafeMutableBufferPointer<Float>) {
        switch self {
        case .plain(let type): FloatConversion.convert(bytes, of: type, into: floats)
        case .blocks(let type):
            guard let format = BlockFormat(type) else {
                preconditionFailure("\(type.name) elements cannot be read as floats")
            }
            format.dequantize(bytes, into: floats)
        }
    }
}
