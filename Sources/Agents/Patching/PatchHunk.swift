/// A place in a file, found by its lines, and what they become.
public struct PatchHunk: Sendable, Hashable {
    /// Lines that come before it in the file, outermost first (`@@ class Shop`, `@@ func price`).
    public var headers: [String] = []
    /// Its lines, in order.
    public var lines: [PatchLine] = []
    /// Whether its last line is the last of the file.
    public var isAtEnd = false
    /// Where a unified diff says that it begins, counted from 1; for a hunk without old lines, the line before it.
    public var expectedLine: Int?
    /// Whether a unified diff says that the old file ends without a line feed.
    public var oldLacksFinalNewline = false
    /// Whether a unified diff says that the new file ends without a line feed.
    public var newLacksFinalNewline = false
    /// The line of the patch where it begins, counted from 1.
    public var patchLine: Int

    /// A hunk without lines.
    public init(patchLine: Int) { self.patchLine = patchLine }

    /// The lines that the file has there.
    public var oldLines: [String] { lines.filter { $0.kind != .added }.map(\.text) }

    /// Whether it adds or removes anything.
    public var changesLines: Bool {
        lines.contains { $0.kind != .context } || oldLacksFinalNewline != newLacksFinalNewline
    }
}
