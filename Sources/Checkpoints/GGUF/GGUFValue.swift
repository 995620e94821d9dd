/// A value of a GGUF file's metadata.
public enum GGUFValue: Sendable {
    case uint8(UInt8)
    case int8(Int8)
    case uint16(UInt16)
    case int16(Int16)
    case uint32(UInt32)
    case int32(Int32)
    case float32(Float)
    case bool(Bool)
    case string(String)
    /// Left in the file; see ``GGUFArray``.
    case array(GGUFArray)
    case uint64(UInt64)
    case int64(Int64)
    case float64(Double)

    /// What kind of value this is.
    public var type: GGUFValueType {
        switch self {
        case .uint8: .uint8
        case .int8: .int8
        case .uint16: .uint16
        case .int16: .int16
        case .uint32: .uint32
        case .int32: .int32
        case .float32: .float32
        case .bool: .bool
        case .string: .string
        case .array: .array
        case .uint64: .uint64
        case .int64: .int64
        case .float64: .float64
        }
    }

    /// The value of an integer of any width that fits; nil for anything else.
    public var int: Int? {
        switch self {
        case .uint8(let value): Int(value)
        case .int8(let value): Int(value)
        case .uint16(let value): Int(value)
        case .int16(let value): Int(value)
        case .uint32(let value): Int(value)
        case .int32(let value): Int(value)
        case .uint64(let value): Int(exactly: value)
        case .int64(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The value of a number of any kind; nil for anything else.
    public var double: Double? {
        switch self {
        case .float32(let value): Double(value)
        case .float64(let value): value
        case .uint64(let value): Double(value)
        default: int.map(Double.init)
        }
    }

    /// The value of a boolean; nil for anything else.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The text of a string; nil for anything else.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The array; nil for anything else.
    public var array: GGUFArray? {
        if case .array(let array) = self { array } else { nil }
    }

    /// The plain value of `type` whose bytes lie at `offset`, which must be inside `bytes`; nil for strings and arrays.
    ///
    /// A boolean is any byte but 0, as the format's reference implementation reads it.
    init?(_ type: GGUFValueType, at offset: Int, in bytes: UnsafeRawBufferPointer) {
        func load<Value: FixedWidthInteger>(_: Value.Type) -> Value {
            Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
        }
        switch type {
        case .uint8: self = .uint8(load(UInt8.self))
        case .int8: self = .int8(load(Int8.self))
        case .uint16: self = .uint16(load(UInt16.self))
        case .int16: self = .int16(load(Int16.self))
        case .uint32: self = .uint32(load(UInt32.self))
        case .int32: self = .int32(load(Int32.self))
        case .float32: self = .float32(Float(bitPattern: load(UInt32.self)))
        case .bool: self = .bool(bytes[offset] != 0)
        case .uint64: self = .uint64(load(UInt64.self))
        case .int64: self = .int64(load(Int64.self))
        case .float64: self = .float64(Double(bitPattern: load(UInt64.self)))
        case .string, .array: return nil
        }
    }
}
