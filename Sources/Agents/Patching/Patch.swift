import Foundations

/// Changes of files that belong together: all are made, or none.
public struct Patch: Sendable, Hashable {
    /// The changes, in the order in which they are written.
    public var changes: [FileChange]

    /// Changes that were made up elsewhere; see ``init(parsing:)`` for the checks.
    init(checking changes: [FileChange]) throws(PatchError) {
        self.changes = changes
        guard !changes.isEmpty else { throw PatchError("the patch changes no file") }
        var seen: Set<WorkspacePath> = []
        for path in changes.flatMap(\.paths) {
            guard seen.insert(path).inserted else {
                throw PatchError("the patch names this file twice; put its hunks together", path: path.text)
            }
        }
        let sorted = seen.sorted()
        for (index, path) in sorted.enumerated() {
            // What lies below a path follows it, but for names between them such as "a-b" between "a" and "a/b".
            if let inside = sorted[(index + 1)...].first(where: { path.contains($0) }) {
                throw PatchError(
                    "the patch needs it as a file, and as a folder for \(ShownText.quoted(inside.text))",
                    path: path.text)
            }
        }
    }

    /// Reads a patch in the format of codex (`*** Begin Patch`) or a unified diff.
    ///
    /// - Throws: ``PatchError`` with the line.
    public init(parsing text: String) throws(PatchError) {
        let lines = PatchText.lines(of: text)
        guard let first = lines.firstIndex(where: { !PatchText.trimmed($0).isEmpty }) else {
            throw PatchError("the patch is empty; it begins with '\(CodexPatchParser.begin)'")
        }
        if PatchText.trimmed(lines[first]).hasSameBytes(as: CodexPatchParser.begin) {
            var parser = CodexPatchParser(lines: lines, position: first + 1)
            try self.init(checking: parser.changes())
        } else if UnifiedDiffParser.begins(lines[first]) {
            var parser = UnifiedDiffParser(lines: lines, position: first)
            try self.init(checking: parser.changes())
        } else {
            throw PatchError(
                "expected '\(CodexPatchParser.begin)', found \(ShownText.quoted(lines[first], maximum: 60))",
                line: first + 1)
        }
    }
}
