import Foundations

/// A GGUF file put together byte by byte, as the specification lays it out: the tests' own writer.
struct GGUFBytes {
    var version: UInt32 = 3
    var alignment = 32
    private var entries: [[UInt8]] = []
    private var descriptions: [[UInt8]] = []
    private var data: [UInt8] = []
    /// What the header promises; nil: what there is.
    var promisedEntries: UInt64?
    var promisedTensors: UInt64?

    static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    static func string(_ text: String) -> [UInt8] {
        little(UInt64(text.utf8.count)) + Array(text.utf8)
    }

    /// Adds a metadata entry of kind `type` whose value is `value`.
    mutating func entry(_ key: String, _ type: UInt32, _ value: [UInt8]) {
        entries.append(Self.string(key) + Self.little(type) + value)
    }

    /// Adds the bytes of an entry, key and all.
    mutating func rawEntry(_ bytes: [UInt8]) { entries.append(bytes) }

    mutating func entry(_ key: String, _ text: String) { entry(key, 8, Self.string(text)) }
    mutating func entry(_ key: String, _ value: UInt32) { entry(key, 4, Self.little(value)) }

    /// Adds an array of kind `type` whose elements are `elements`, one after another.
    mutating func array(_ key: String, _ type: UInt32, count: Int, _ elements: [UInt8]) {
        entry(key, 9, Self.little(type) + Self.little(UInt64(count)) + elements)
    }

    /// Describes a tensor; `dimensions` the fastest first.
    mutating func description(_ name: String, _ dimensions: [UInt64], _ type: UInt32, offset: UInt64) {
        descriptions.append(
            Self.string(name) + Self.little(UInt32(dimensions.count)) + dimensions.flatMap(Self.little)
                + Self.little(type) + Self.little(offset))
    }

    /// Adds a tensor with its data, at the next multiple of the alignment.
    mutating func tensor(_ name: String, _ dimensions: [UInt64], _ type: UInt32, _ content: [UInt8]) {
        data += [UInt8](repeating: 0, count: (alignment - data.count % alignment) % alignment)
        description(name, dimensions, type, offset: UInt64(data.count))
        data += content
    }

    /// Adds bytes to the data without describing them.
    mutating func rawData(_ content: [UInt8]) { data += content }

    /// The bytes before the data.
    var header: [UInt8] {
        Array("GGUF".utf8) + Self.little(version)
            + Self.little(promisedTensors ?? UInt64(descriptions.count))
            + Self.little(promisedEntries ?? UInt64(entries.count)) + entries.joined()
            + descriptions.joined()
    }

    /// The whole file.
    var file: [UInt8] {
        let header = header
        if data.isEmpty { return header }
        return header + [UInt8](repeating: 0, count: (alignment - header.count % alignment) % alignment)
            + data
    }
}
