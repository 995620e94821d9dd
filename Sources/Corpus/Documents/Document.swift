/// One text of a corpus: a file, a part of a long file, or a line of a JSON Lines file.
public struct Document: Sendable {
    /// The text, as it was read; UTF-8 unless the reader was told to keep other bytes.
    public let bytes: [UInt8]
    /// Where it was read.
    public let origin: DocumentOrigin

    public init(bytes: [UInt8], origin: DocumentOrigin) {
        self.bytes = bytes
        self.origin = origin
    }
}
