/// Why bytes are no JSON document, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was read: a file's path or another name of the text.
    public let source: String
    /// The place of the first byte that is wrong, counted from 0.
    public let byteOffset: Int
    /// Its line, counted from 1.
    public let line: Int
    /// Its place in the line, counted from 1 in Unicode code points.
    public let column: Int
    /// What is wrong there.
    public let reason: String

    public init(source: String, byteOffset: Int, line: Int, column: Int, reason: String) {
        self.source = source
        self.byteOffset = byteOffset
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// Finds line and column of `byteOffset` in `bytes`, whose first line is line `firstLine` of the source.
    init(source: String, bytes: UnsafeRawBufferPointer, byteOffset: Int, firstLine: Int, reason: String) {
        var line = firstLine
        var column = 1
        for byte in bytes.prefix(byteOffset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0b1100_0000 != 0b1000_0000 {
                column += 1
            }
        }
        self.init(source: source, byteOffset: byteOffset, line: line, column: column, reason: reason)
    }

    public var description: String { "\(source):\(line):\(column): not valid JSON: \(reason)" }
}
