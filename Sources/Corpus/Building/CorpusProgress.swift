/// How far the building of a corpus has come.
public struct CorpusProgress: Sendable, Hashable {
    /// Files that were read to their end, and how many there are.
    public var filesRead = 0
    public var fileCount = 0
    /// Bytes that were read, and those of all files.
    public var bytesRead = 0
    public var byteCount = 0
    /// Documents and tokens that were written.
    public var documentCount = 0
    public var tokenCount = 0
}
