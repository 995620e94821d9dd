import Foundations

/// Reads the patch format of codex.
///
///     *** Begin Patch
///     *** Update File: src/shop.py
///     @@ def price():
///      before
///     -old
///     +new
///     *** End Patch
struct CodexPatchParser {
    static let begin = "*** Begin Patch"
    static let end = "*** End Patch"
    private static let endOfFile = "*** End of File"

    private let lines: [String]
    private var position: Int

    /// A parser that goes on after the line `*** Begin Patch`.
    init(lines: [String], position: Int) {
        self.lines = lines
        self.position = position
    }

    mutating func changes() throws(PatchError) -> [FileChange] {
        var changes: [FileChange] = []
        while true {
            guard position < lines.count else {
                throw PatchError("the patch ends without '\(Self.end)'", line: lines.count)
            }
            let line = lines[position]
            let number = position + 1
            position += 1
            if PatchText.trimmedEnd(line).hasSameBytes(as: Self.end) {
                if let rest = lines[position...].firstIndex(where: { !PatchText.trimmed($0).isEmpty }) {
                    throw PatchError("nothing may follow '\(Self.end)'", line: rest + 1)
                }
                return changes
            } else if let path = try path(in: line, after: "*** Add File: ", number) {
                changes.append(.add(path, text: try addedText()))
            } else if let path = try path(in: line, after: "*** Delete File: ", number) {
                changes.append(.delete(path, hunks: []))
            } else if let path = try path(in: line, after: "*** Update File: ", number) {
                changes.append(try update(path, number))
            } else {
                throw PatchError(
                    "expected '*** Add File: ', '*** Update File: ', '*** Delete File: ' or '\(Self.end)', found "
                        + ShownText.quoted(line, maximum: 60), line: number)
            }
        }
    }

    private func path(in line: String, after prefix: String, _ number: Int) throws(PatchError) -> WorkspacePath? {
        guard line.utf8.starts(with: prefix.utf8) else { return nil }
        let written = PatchText.trimmed(String(decoding: line.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
        do {
            return try WorkspacePath(written)
        } catch {
            throw PatchError("\(error)", line: number)
        }
    }

    private mutating func addedText() throws(PatchError) -> String {
        var text = ""
        while position < lines.count, !isMarker(lines[position]) {
            guard lines[position].utf8.first == UInt8(ascii: "+") else {
                throw PatchError("every line of an added file begins with '+'", line: position + 1)
            }
            text += String(decoding: lines[position].utf8.dropFirst(), as: UTF8.self) + "\n"
            position += 1
        }
        return text
    }

    private mutating func update(_ path: WorkspacePath, _ number: Int) throws(PatchError) -> FileChange {
        var newPath: WorkspacePath?
        if position < lines.count {
            newPath = try self.path(in: lines[position], after: "*** Move to: ", position + 1)
            if newPath != nil { position += 1 }
        }
        var hunks: [PatchHunk] = []
        while position < lines.count, !isMarker(lines[position]) { hunks.append(try hunk()) }
        guard !hunks.isEmpty || newPath != nil else {
            throw PatchError("the update has no lines", line: number, path: path.text)
        }
        return .update(path, newPath: newPath, hunks: hunks)
    }

    private mutating func hunk() throws(PatchError) -> PatchHunk {
        var hunk = PatchHunk(patchLine: position + 1)
        while position < lines.count, lines[position].utf8.starts(with: "@@".utf8) {
            let rest = String(decoding: lines[position].utf8.dropFirst(2), as: UTF8.self)
            guard rest.isEmpty || rest.utf8.first == UInt8(ascii: " ") else {
                throw PatchError("write '@@ ' and a line of the file that comes before", line: position + 1)
            }
            let header = PatchText.trimmed(rest)
            if !header.isEmpty { hunk.headers.append(header) }
            position += 1
        }
        lines: while position < lines.count {
            let line = lines[position]
            let text = String(decoding: line.utf8.dropFirst(), as: UTF8.self)
            switch line.utf8.first {
            case UInt8(ascii: " "): hunk.lines.append(PatchLine(.context, text))
            case UInt8(ascii: "-"): hunk.lines.append(PatchLine(.removed, text))
            case UInt8(ascii: "+"): hunk.lines.append(PatchLine(.added, text))
            case nil: hunk.lines.append(PatchLine(.context, ""))
            case UInt8(ascii: "@"): break lines
            case _ where PatchText.trimmedEnd(line).hasSameBytes(as: Self.endOfFile):
                hunk.isAtEnd = true
                position += 1
                break lines
            case _ where isMarker(line): break lines
            default:
                throw PatchError(
                    "a line of an update begins with ' ', '-' or '+', found \(ShownText.quoted(line, maximum: 60))",
                    line: position + 1)
            }
            position += 1
        }
        guard hunk.changesLines else {
            throw PatchError("the hunk changes nothing; mark lines with '-' and '+'", line: hunk.patchLine)
        }
        return hunk
    }

    /// Whether a line ends the hunks of a file.
    private func isMarker(_ line: String) -> Bool {
        line.utf8.starts(with: "*** ".utf8) && !PatchText.trimmedEnd(line).hasSameBytes(as: Self.endOfFile)
    }
}
