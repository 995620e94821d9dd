/// Values one after another as a GGUF file holds them.
struct GGUFEncoder {
    private(set) var bytes: [UInt8] = []

    mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The length, then the content.
    mutating func append(string: [UInt8]) {
        append(UInt64(string.count))
        bytes.append(contentsOf: string)
    }

    mutating func append(string: String) { append(string: Array(string.utf8)) }

    /// The kind of the elements, their count, then the elements.
    mutating func append(array: GGUFArray) {
        append(array.elementType.rawValue)
        append(UInt64(array.count))
        array.withEncodedBytes { bytes.append(contentsOf: $0) }
    }

    /// The kind of the value, then the value.
    mutating func append(value: GGUFValue) {
        append(value.type.rawValue)
        switch value {
        case .uint8(let value): append(value)
        case .int8(let value): append(value)
        case .uint16(let value): append(value)
        case .int16(let value): append(value)
        case .uint32(let value): append(value)
        case .int32(let value): append(value)
        case .float32(let value): append(value.bitPattern)
        case .bool(let value): append(value ? 1 : 0 as UInt8)
        case .string(let text): append(string: text)
        case .array(let array): append(array: array)
        case .uint64(let value): append(value)
        case .int64(let value): append(value)
        case .float64(let value): append(value.bitPattern)
        }
    }

    /// Zeros up to the next multiple of `alignment`.
    mutating func pad(to alignment: Int) {
        bytes.append(contentsOf: [UInt8](repeating: 0, count: GGUFLayout.padding(bytes.count, alignment)))
    }
}
