public import Foundation

extension JSONValue {
    /// How deep arrays and objects may be nested, when the caller says nothing else.
    public static let defaultMaximumDepth = 256

    /// Parses one JSON document.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 text; a byte order mark is skipped.
    ///   - source: the name of the text for errors, such as a file's path.
    ///   - firstLine: the line of the source on which the text begins, for texts that are lines of a larger file.
    ///   - maximumDepth: how deep arrays and objects may be nested.
    /// - Throws: ``JSONError`` for anything that RFC 8259 does not allow, for bad UTF-8, lone surrogates, numbers beyond
    ///   the range of `Double`, and nesting deeper than `maximumDepth`.
    public init(
        parsing bytes: UnsafeRawBufferPointer,
        source: String,
        firstLine: Int = 1,
        maximumDepth: Int = defaultMaximumDepth
    ) throws(JSONError) {
        var parser = JSONParser(bytes, source: source, firstLine: firstLine, maximumDepth: maximumDepth)
        self = try parser.document()
    }

    /// Parses one JSON document; see ``init(parsing:source:firstLine:maximumDepth:)-(UnsafeRawBufferPointer,_,_,_)``.
    public init(
        parsing bytes: [UInt8],
        source: String,
        firstLine: Int = 1,
        maximumDepth: Int = defaultMaximumDepth
    ) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
            try JSONValue(
                parsing: UnsafeRawBufferPointer(bytes), source: source, firstLine: firstLine,
                maximumDepth: maximumDepth)
        }
    }

    /// Parses one JSON document; see ``init(parsing:source:firstLine:maximumDepth:)-(UnsafeRawBufferPointer,_,_,_)``.
    public init(
        parsing text: String,
        source: String,
        firstLine: Int = 1,
        maximumDepth: Int = defaultMaximumDepth
    ) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), source: source, firstLine: firstLine, maximumDepth: maximumDepth)
    }

    /// Parses the JSON document in a file.
    ///
    /// - Throws: ``FileError`` when the file cannot be read, ``JSONError`` when it holds no JSON.
    public init(contentsOf url: URL, maximumDepth: Int = defaultMaximumDepth) throws {
        self = try MappedFile(url).withBytes { bytes in
            try JSONValue(parsing: bytes, source: url.path, maximumDepth: maximumDepth)
        }
    }
}
