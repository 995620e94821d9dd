/// How the documents of a file are told apart.
public enum FileKind: Sendable, Hashable {
    /// One document, or several where the file is long.
    case text
    /// A document a line.
    case jsonLines

    /// Text for reading.
    public static let textExtensions = ["md", "markdown", "rst", "text", "txt"]

    /// Source code.
    public static let sourceExtensions = [
        "bash", "c", "cc", "clj", "cpp", "cs", "css", "cxx", "dart", "erl", "ex", "exs", "f90", "go", "h", "hh", "hpp",
        "hs", "java", "jl", "js", "jsx", "kt", "kts", "lua", "m", "ml", "mm", "php", "pl", "proto", "py", "r", "rb",
        "rs",
        "scala", "sh", "sql", "swift", "ts", "tsx", "vim", "zig", "zsh",
    ]

    /// JSON Lines.
    public static let jsonLinesExtensions = ["jsonl", "ndjson"]

    /// The kind that goes with the extension of `name`, whatever its case; nil where no document is read from such a
    /// file.
    public init?(fileName name: String) {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let suffix = name[name.index(after: dot)...].lowercased()
        if Self.jsonLinesExtensions.contains(suffix) {
            self = .jsonLines
        } else if Self.textExtensions.contains(suffix) || Self.sourceExtensions.contains(suffix) {
            self = .text
        } else {
            return nil
        }
    }
}
