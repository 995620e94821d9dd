/// A file that documents are read from.
public struct InputFile: Sendable, Hashable {
    /// Its path, below the input as it was named.
    public let path: String
    /// How its documents are told apart.
    public let kind: FileKind
    /// Its size when it was found.
    public let byteCount: Int
}
