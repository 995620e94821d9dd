import Foundations

/// The checked header of a safetensors file.
struct SafetensorsHeader {
    /// A limit of the format's reference implementation.
    static let maximumLength = 100_000_000

    /// The tensors in the order of their data.
    let entries: [SafetensorsEntry]
    /// The free text that the file carries, in the order of the header.
    let metadata: [(key: String, value: String)]
    /// Where the data begins.
    let dataStart: Int

    /// Reads and checks the header of `bytes`, the whole file.
    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(SafetensorsError) {
        func problem(_ problem: SafetensorsError.Problem, _ tensor: String? = nil) -> SafetensorsError {
            SafetensorsError(file: file, tensor: tensor, problem: problem)
        }
        guard bytes.count >= 8 else { throw problem(.noHeader(fileSize: bytes.count)) }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length <= bytes.count - 8 else {
            throw problem(
                length > Self.maximumLength
                    ? .headerTooLong(length: length, limit: Self.maximumLength)
                    : .headerBeyondFile(length: length, fileSize: bytes.count))
        }
        guard length <= Self.maximumLength else {
            throw problem(.headerTooLong(length: length, limit: Self.maximumLength))
        }
        dataStart = 8 + Int(length)
        let dataSize = bytes.count - dataStart
        guard length > 0, bytes[8] == UInt8(ascii: "{") else {
            throw problem(.malformed("no safetensors file: the header does not begin with '{'"))
        }
        let json: JSONValue
        do {
            let text = UnsafeRawBufferPointer(rebasing: bytes[8..<dataStart])
            json = try JSONValue(parsing: text, source: "\(file) (header)", maximumDepth: 8)
        } catch {
            throw problem(.notJSON(error))
        }
        guard let object = json.object else { throw problem(.malformed("the header is no JSON object")) }
        if let name = object.firstRepeatedKey { throw problem(.repeatedName, name) }

        var entries: [SafetensorsEntry] = []
        var metadata: [(key: String, value: String)] = []
        for member in object.members {
            if member.key == "__metadata__" {
                metadata = try Self.metadata(member.value, file: file)
            } else {
                entries.append(try Self.entry(member, dataSize: dataSize, file: file))
            }
        }
        // Empty tensors take no room, so they come before the tensor that begins where they lie.
        entries.sort {
            ($0.dataRange.lowerBound, $0.dataRange.upperBound) < ($1.dataRange.lowerBound, $1.dataRange.upperBound)
        }
        var end = 0
        for (index, entry) in entries.enumerated() {
            if entry.dataRange.lowerBound < end {
                throw problem(.overlap(with: entries[index - 1].name), entry.name)
            }
            if entry.dataRange.lowerBound > end {
                throw problem(.hole(start: end, end: entry.dataRange.lowerBound), entry.name)
            }
            end = entry.dataRange.upperBound
        }
        guard end == dataSize else { throw problem(.hole(start: end, end: dataSize)) }
        self.entries = entries
        self.metadata = metadata
    }

    private static func metadata(
        _ value: JSONValue, file: String
    ) throws(SafetensorsError) -> [(key: String, value: String)] {
        let malformed = SafetensorsError(
            file: file, problem: .malformed("__metadata__ must be an object with strings as values"))
        guard let object = value.object else { throw malformed }
        var metadata: [(key: String, value: String)] = []
        for member in object.members {
            guard let text = member.value.string else { throw malformed }
            metadata.append((member.key, text))
        }
        return metadata
    }

    private static func entry(
        _ member: JSONObject.Member, dataSize: Int, file: String
    ) throws(SafetensorsError) -> SafetensorsEntry {
        func problem(_ problem: SafetensorsError.Problem) -> SafetensorsError {
            SafetensorsError(file: file, tensor: member.key, problem: problem)
        }
        guard let object = member.value.object else { throw problem(.malformed("its description is no JSON object")) }
        if let key = object.firstRepeatedKey { throw problem(.malformed("'\(key)' is written twice")) }
        for key in ["dtype", "shape", "data_offsets"] where object[key] == nil {
            throw problem(.malformed("'\(key)' is missing"))
        }
        guard let typeName = object["dtype"]?.string else { throw problem(.malformed("'dtype' must be a string")) }
        guard let elementType = StoredElementType(rawValue: typeName) else {
            throw problem(.unknownElementType(typeName))
        }
        guard let shape = wholeNumbers(object["shape"]) else { throw problem(.invalidShape) }
        guard let byteCount = ShapeArithmetic.product(shape + [elementType.byteCount]) else {
            throw problem(.sizeOverflow(shape: shape))
        }
        guard let offsets = wholeNumbers(object["data_offsets"]), offsets.count == 2, offsets[0] <= offsets[1] else {
            throw problem(.invalidOffsets)
        }
        guard offsets[1] <= dataSize else { throw problem(.beyondFile(end: offsets[1], dataSize: dataSize)) }
        guard offsets[1] - offsets[0] == byteCount else {
            throw problem(.wrongByteCount(expected: byteCount, actual: offsets[1] - offsets[0]))
        }
        return SafetensorsEntry(
            name: member.key, elementType: elementType, shape: shape, dataRange: offsets[0]..<offsets[1])
    }

    /// The elements of a list of integers from 0 upwards, written without a fraction; nil for anything else.
    private static func wholeNumbers(_ value: JSONValue?) -> [Int]? {
        guard let elements = value?.array else { return nil }
        var numbers: [Int] = []
        for element in elements {
            guard case .integer(let number) = element, number >= 0, let number = Int(exactly: number) else {
                return nil
            }
            numbers.append(number)
        }
        return numbers
    }
}
