import Foundations

/// Reads a GGUF header from its beginning to its end; every length is checked against the file before it is believed.
struct GGUFScanner {
    /// Arrays may hold arrays; deeper than this they are refused, since no writer makes such and each level costs stack.
    static let maximumDepth = 8

    private let bytes: UnsafeRawBufferPointer
    private let file: String
    /// Where the next value begins.
    private(set) var offset: Int
    /// What is being read, for errors.
    var key: String?

    init(_ bytes: UnsafeRawBufferPointer, file: String, offset: Int = 0) {
        self.bytes = bytes
        self.file = file
        self.offset = offset
    }

    /// The bytes between here and the end of the file.
    var remaining: Int { bytes.count - offset }

    func problem(_ problem: GGUFError.Problem) -> GGUFError {
        GGUFError(file: file, name: key, problem: problem)
    }

    mutating func integer<Value: FixedWidthInteger>(_: Value.Type) throws(GGUFError) -> Value {
        let start = try take(MemoryLayout<Value>.size)
        return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Value.self))
    }

    /// A count of things that take `minimumSize` bytes each, which must fit into the rest of the file.
    mutating func count(of things: String, minimumSize: Int) throws(GGUFError) -> Int {
        let start = offset
        let count = try integer(UInt64.self)
        guard count <= remaining / minimumSize else {
            throw problem(.countBeyondFile(count, of: things, offset: start, fileSize: bytes.count))
        }
        return Int(count)
    }

    /// The bytes of a string: its length in 64 bits, then its content.
    mutating func string() throws(GGUFError) -> UnsafeRawBufferPointer {
        let length = try count(of: "bytes of a string", minimumSize: 1)
        let start = try take(length)
        return UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])
    }

    /// A string that must be UTF-8.
    mutating func text() throws(GGUFError) -> String {
        let start = offset
        guard let text = String(validating: try string(), as: UTF8.self) else {
            throw problem(.notUTF8(offset: start))
        }
        return text
    }

    mutating func valueType() throws(GGUFError) -> GGUFValueType {
        let start = offset
        let identifier = try integer(UInt32.self)
        guard let type = GGUFValueType(rawValue: identifier) else {
            throw problem(.unknownValueType(identifier, offset: start))
        }
        return type
    }

    mutating func value(storage: GGUFStorage) throws(GGUFError) -> GGUFValue {
        switch try valueType() {
        case .string: return .string(try text())
        case .array: return .array(try array(storage: storage, depth: 0))
        case let type:
            let start = try take(type.byteCount ?? 0)
            guard let value = GGUFValue(type, at: start, in: bytes) else {
                throw problem(.unknownValueType(type.rawValue, offset: start))
            }
            return value
        }
    }

    /// An array, whose elements are stepped over.
    mutating func array(storage: GGUFStorage, depth: Int) throws(GGUFError) -> GGUFArray {
        let place = offset
        guard depth < Self.maximumDepth else {
            throw problem(.nestedTooDeep(limit: Self.maximumDepth, offset: place))
        }
        let type = try valueType()
        // A string takes at least its length, an array its type and its count.
        let count = try count(
            of: "elements of an array", minimumSize: type.byteCount ?? (type == .string ? 8 : 12))
        let start = offset
        switch type {
        case .string:
            for _ in 0..<count { _ = try string() }
        case .array:
            for _ in 0..<count { _ = try array(storage: storage, depth: depth + 1) }
        default:
            _ = try take(count * (type.byteCount ?? 0))
        }
        return GGUFArray(elementType: type, count: count, range: start..<offset, storage: storage)
    }

    /// Steps over `count` bytes, and says where they begin.
    private mutating func take(_ count: Int) throws(GGUFError) -> Int {
        guard count <= remaining else {
            throw problem(.cutShort(offset: offset, needed: count, fileSize: bytes.count))
        }
        defer { offset += count }
        return offset
    }
}
