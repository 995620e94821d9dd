/// The metadata of a GGUF file: keys and values in the order of the file.
public struct GGUFMetadata: Sendable {
    /// The keys and values.
    public let entries: [(key: String, value: GGUFValue)]

    private let positions: [[UInt8]: Int]
    private let file: String

    /// - Throws: ``GGUFError`` where two entries have one key.
    init(_ entries: [(key: String, value: GGUFValue)], file: String) throws(GGUFError) {
        var positions: [[UInt8]: Int] = [:]
        for (position, entry) in entries.enumerated() {
            guard positions.updateValue(position, forKey: Array(entry.key.utf8)) == nil else {
                throw GGUFError(file: file, name: entry.key, problem: .repeatedKey)
            }
        }
        self.entries = entries
        self.positions = positions
        self.file = file
    }

    /// The value of `key`, nil where there is none.
    public subscript(key: String) -> GGUFValue? {
        positions[Array(key.utf8)].map { entries[$0].value }
    }

    /// The text at `key`; nil where there is none, an error where it is something else.
    public func string(_ key: String) throws(GGUFError) -> String? {
        try value(key, "a string", \.string)
    }

    /// The integer at `key`, of any width; nil where there is none, an error where it is something else.
    public func int(_ key: String) throws(GGUFError) -> Int? {
        try value(key, "a whole number", \.int)
    }

    /// The number at `key`; nil where there is none, an error where it is something else.
    public func double(_ key: String) throws(GGUFError) -> Double? {
        try value(key, "a number", \.double)
    }

    /// The boolean at `key`; nil where there is none, an error where it is something else.
    public func bool(_ key: String) throws(GGUFError) -> Bool? { try value(key, "a boolean", \.bool) }

    /// The array at `key`; nil where there is none, an error where it is something else.
    public func array(_ key: String) throws(GGUFError) -> GGUFArray? {
        try value(key, "an array", \.array)
    }

    /// The strings at `key`, as bytes; nil where there are none, an error where it is something else.
    public func byteStrings(_ key: String) throws(GGUFError) -> [[UInt8]]? {
        try value(key, "an array of strings") { $0.array?.byteStrings }
    }

    /// The integers at `key`; nil where there are none, an error where it is something else.
    public func ints(_ key: String) throws(GGUFError) -> [Int]? {
        try value(key, "an array of whole numbers") { $0.array?.ints }
    }

    /// The numbers at `key`; nil where there are none, an error where it is something else.
    public func doubles(_ key: String) throws(GGUFError) -> [Double]? {
        try value(key, "an array of numbers") { $0.array?.doubles }
    }

    /// `value`, or an error that names the missing `key`.
    public func required<Value>(_ key: String, _ value: Value?) throws(GGUFError) -> Value {
        guard let value else { throw GGUFError(file: file, name: key, problem: .missingKey) }
        return value
    }

    private func value<Value>(
        _ key: String, _ kind: String, _ read: (GGUFValue) -> Value?
    ) throws(GGUFError) -> Value? {
        guard let entry = self[key] else { return nil }
        guard let value = read(entry) else {
            let found = entry.array.map { "array of \($0.elementType.name)" } ?? entry.type.name
            throw GGUFError(file: file, name: key, problem: .wrongKind(expected: kind, found: found))
        }
        return value
    }
}
