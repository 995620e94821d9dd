/// Where a document was read.
public struct DocumentOrigin: Sendable, Hashable, CustomStringConvertible {
    /// The path of the file, below the input as it was named.
    public let path: String
    /// The line of a JSON Lines file, counted from 1.
    public let line: Int?
    /// The first byte of a part of a long file, counted from 0.
    public let byteOffset: Int?

    public init(path: String, line: Int? = nil, byteOffset: Int? = nil) {
        self.path = path
        self.line = line
        self.byteOffset = byteOffset
    }

    public var description: String {
        if let line { return "\(path):\(line)" }
        if let byteOffset, byteOffset > 0 { return "\(path) at byte \(byteOffset)" }
        return path
    }
}
