import Foundations

/// Reads unified diffs, as `diff -u` and `git diff` write them.
struct UnifiedDiffParser {
    private let lines: [String]
    private var position: Int

    init(lines: [String], position: Int) {
        self.lines = lines
        self.position = position
    }

    /// Whether a line can be the first of a unified diff.
    static func begins(_ line: String) -> Bool {
        line.utf8.starts(with: "diff ".utf8) || line.utf8.starts(with: "--- ".utf8)
    }

    mutating func changes() throws(PatchError) -> [FileChange] {
        var changes: [FileChange] = []
        while position < lines.count {
            if PatchText.trimmed(lines[position]).isEmpty {
                position += 1
            } else {
                changes.append(try change())
            }
        }
        return changes
    }

    private mutating func change() throws(PatchError) -> FileChange {
        let start = position + 1
        var renamedFrom: String?
        var renamedTo: String?
        if starts("diff ") {
            position += 1
            while position < lines.count, !starts("--- "), !starts("diff ") {
                if let name = value("rename from ") { renamedFrom = name }
                if let name = value("rename to ") { renamedTo = name }
                try checkExtendedHeader()
                position += 1
            }
        }
        guard starts("--- ") else {
            guard let renamedFrom, let renamedTo else {
                throw PatchError("expected '--- ' and the name of a file", line: min(position + 1, lines.count))
            }
            return .update(
                try path(renamedFrom, start), newPath: try path(renamedTo, start), hunks: [])
        }
        let old = name(value("--- ") ?? "")
        position += 1
        guard let second = value("+++ ") else {
            throw PatchError("expected '+++ ' and the name of the file", line: min(position + 1, lines.count))
        }
        let new = name(second)
        let nameLine = position + 1
        position += 1
        var hunks: [PatchHunk] = []
        while position < lines.count, starts("@@ ") { hunks.append(try hunk()) }
        guard !hunks.isEmpty || old != new else { throw PatchError("the file has no hunks", line: nameLine) }
        let (oldName, newName) = withoutPrefixes(old, new)
        if old == "/dev/null" {
            return .add(try path(newName, nameLine), text: try addedText(hunks, nameLine))
        }
        if new == "/dev/null" { return .delete(try path(oldName, nameLine - 1), hunks: hunks) }
        let from = try path(oldName, nameLine - 1)
        let to = try path(newName, nameLine)
        return .update(from, newPath: from == to ? nil : to, hunks: hunks)
    }

    private func checkExtendedHeader() throws(PatchError) {
        let mode = value("new file mode ") ?? value("new mode ")
        if let mode, mode != "100644" {
            throw PatchError("files of mode \(ShownText.quoted(mode)) cannot be made; only 100644", line: position + 1)
        }
        if starts("GIT binary patch") || starts("Binary files ") {
            throw PatchError("binary files cannot be patched", line: position + 1)
        }
    }

    private func addedText(_ hunks: [PatchHunk], _ line: Int) throws(PatchError) -> String {
        guard hunks.count <= 1, hunks.allSatisfy({ $0.oldLines.isEmpty }) else {
            throw PatchError("a new file has one hunk of '+' lines", line: line)
        }
        guard let hunk = hunks.first else { return "" }
        return hunk.lines.map(\.text).joined(separator: "\n") + (hunk.newLacksFinalNewline ? "" : "\n")
    }

    private mutating func hunk() throws(PatchError) -> PatchHunk {
        var hunk = PatchHunk(patchLine: position + 1)
        var (start, old, new) = try ranges()
        hunk.expectedLine = start
        position += 1
        while position < lines.count, old > 0 || new > 0 || starts("\\") {
            let line = lines[position]
            let text = String(decoding: line.utf8.dropFirst(), as: UTF8.self)
            switch line.utf8.first {
            case UInt8(ascii: " "), nil:
                hunk.lines.append(PatchLine(.context, text))
                old -= 1
                new -= 1
            case UInt8(ascii: "-"):
                hunk.lines.append(PatchLine(.removed, text))
                old -= 1
            case UInt8(ascii: "+"):
                hunk.lines.append(PatchLine(.added, text))
                new -= 1
            case UInt8(ascii: "\\"):
                // "\ No newline at end of file" speaks of the line before it.
                guard let last = hunk.lines.last else {
                    throw PatchError("'\\' must follow a line of the hunk", line: position + 1)
                }
                if last.kind != .added { hunk.oldLacksFinalNewline = true }
                if last.kind != .removed { hunk.newLacksFinalNewline = true }
            default:
                throw PatchError("the hunk has fewer lines than its '@@' line says", line: position + 1)
            }
            guard old >= 0, new >= 0 else {
                throw PatchError("the hunk has other lines than its '@@' line says", line: position + 1)
            }
            position += 1
        }
        guard old == 0, new == 0 else {
            throw PatchError("the hunk has fewer lines than its '@@' line says", line: hunk.patchLine)
        }
        guard hunk.changesLines else { throw PatchError("the hunk changes nothing", line: hunk.patchLine) }
        return hunk
    }

    /// The numbers of `@@ -3,4 +3,5 @@`.
    private func ranges() throws(PatchError) -> (start: Int, old: Int, new: Int) {
        let words = lines[position].utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        func range(_ word: String, _ sign: Character) -> (start: Int, count: Int)? {
            guard word.first == sign else { return nil }
            let numbers = word.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
            let digits = numbers.map { text -> Int? in
                text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } && text.utf8.count < 10 ? Int(text) : nil
            }
            switch digits.count {
            case 1: return digits[0].map { ($0, 1) }
            case 2:
                guard let start = digits[0], let count = digits[1] else { return nil }
                return (start, count)
            default: return nil
            }
        }
        guard words.count >= 4, words[0] == "@@", words[3] == "@@", let old = range(words[1], "-"),
            let new = range(words[2], "+")
        else { throw PatchError("expected '@@ -LINE,COUNT +LINE,COUNT @@'", line: position + 1) }
        return (old.start, old.count, new.count)
    }

    private func starts(_ prefix: String) -> Bool {
        position < lines.count && lines[position].utf8.starts(with: prefix.utf8)
    }

    private func value(_ prefix: String) -> String? {
        guard starts(prefix) else { return nil }
        return String(decoding: lines[position].utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    /// The name without the time that `diff -u` writes behind a tab.
    private func name(_ value: String) -> String {
        let name = value.utf8.prefix { $0 != UInt8(ascii: "\t") }
        return PatchText.trimmedEnd(String(decoding: name, as: UTF8.self))
    }

    /// The names without the `a/` and `b/` of git, where both have them.
    private func withoutPrefixes(_ old: String, _ new: String) -> (old: String, new: String) {
        let isOld = old.utf8.starts(with: "a/".utf8) || old == "/dev/null"
        let isNew = new.utf8.starts(with: "b/".utf8) || new == "/dev/null"
        guard isOld, isNew else { return (old, new) }
        func short(_ name: String) -> String { name == "/dev/null" ? name : String(name.unicodeScalars.dropFirst(2)) }
        return (short(old), short(new))
    }

    private func path(_ name: String, _ line: Int) throws(PatchError) -> WorkspacePath {
        guard name.utf8.first != UInt8(ascii: "\"") else {
            throw PatchError("names in quotation marks are not known", line: line)
        }
        do {
            return try WorkspacePath(name)
        } catch {
            throw PatchError("\(error)", line: line)
        }
    }
}
