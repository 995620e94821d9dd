/// How the elements of a stored tensor are encoded, with the names of the safetensors format.
///
/// The cases stand in the order of the format's reference implementation, which sorts files by it.
public enum StoredElementType: String, Sendable, Hashable, CaseIterable {
    case bool = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case float8E5M2 = "F8_E5M2"
    case float8E4M3 = "F8_E4M3"
    case float8E8M0 = "F8_E8M0"
    case int16 = "I16"
    case uint16 = "U16"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int32 = "I32"
    case uint32 = "U32"
    case float32 = "F32"
    case complex64 = "C64"
    case float64 = "F64"
    case int64 = "I64"
    case uint64 = "U64"

    /// The size of one element in bytes.
    public var byteCount: Int {
        switch self {
        case .bool, .uint8, .int8, .float8E5M2, .float8E4M3, .float8E8M0: 1
        case .int16, .uint16, .float16, .bfloat16: 2
        case .int32, .uint32, .float32: 4
        case .complex64, .float64, .int64, .uint64: 8
        }
    }

    /// Whether ``FloatConversion`` can read such elements as 32-bit floats.
    public var isConvertibleToFloat: Bool {
        switch self {
        case .float16, .bfloat16, .float32, .float64, .float8E5M2, .float8E4M3, .float8E8M0: true
        default: false
        }
    }
}
