import Foundations

/// The text of a file, as hunks change it.
struct PatchedText {
    private(set) var lines: [String]
    private let lineEnd: String
    private var endsInNewline: Bool

    /// The lines of `text`; where all end in "\r\n", so will the added ones.
    init(_ text: String) {
        let split = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        lines = split.map { String(decoding: $0, as: UTF8.self) }
        endsInNewline = lines.last?.isEmpty == true
        if endsInNewline { lines.removeLast() }
        let complete = endsInNewline ? lines[...] : lines.dropLast()
        if !complete.isEmpty, complete.allSatisfy({ $0.utf8.last == UInt8(ascii: "\r") }) {
            lineEnd = "\r\n"
            lines = lines.map(PatchText.withoutReturn)
        } else {
            lineEnd = "\n"
        }
    }

    /// The text again.
    var text: String { lines.joined(separator: lineEnd) + (endsInNewline && !lines.isEmpty ? lineEnd : "") }

    /// The text that hunks make of `text`; each is looked for after the one before it.
    static func applying(_ hunks: [PatchHunk], to text: String, path: String) throws(PatchError) -> String {
        var patched = PatchedText(text)
        var position = 0
        var shift = 0
        for (index, hunk) in hunks.enumerated() {
            do {
                try patched.apply(hunk, &position, &shift)
            } catch {
                let name = hunks.count > 1 ? "hunk \(index + 1) of \(hunks.count)" : "the hunk"
                throw PatchError("\(name) \(error.reason)", line: hunk.patchLine, path: path)
            }
        }
        return patched.text
    }

    private mutating func apply(_ hunk: PatchHunk, _ position: inout Int, _ shift: inout Int) throws(PatchError) {
        for header in hunk.headers {
            guard let found = LineMatch.first(of: [header], in: lines, from: position) else {
                throw PatchError("does not fit: there is no line \(ShownText.quoted(header)) \(after(position))")
            }
            position = found + 1
        }
        var hunkLines = hunk.lines
        var place = try place(of: hunk, hunk.oldLines, position, shift)
        if place == nil, !hunk.isAtEnd, hunkLines.count > 1, hunkLines.last == PatchLine(.context, "") {
            // An empty line at the end is more often a slip than a line of the file.
            hunkLines.removeLast()
            place = try self.place(of: hunk, Array(hunk.oldLines.dropLast()), position, shift)
        }
        guard let start = place else { throw mismatch(hunk, position) }
        var next = start
        var new: [String] = []
        for line in hunkLines {
            switch line.kind {
            case .context:
                // The file's own line stays, even where the patch spells it a little differently.
                new.append(lines[next])
                next += 1
            case .removed: next += 1
            case .added: new.append(lineEnd == "\n" ? line.text : PatchText.withoutReturn(line.text))
            }
        }
        let reachesEnd = next == lines.count
        if hunk.oldLacksFinalNewline || hunk.newLacksFinalNewline {
            guard reachesEnd else { throw PatchError("does not fit: the file goes on where the patch says it ends") }
            endsInNewline = !hunk.newLacksFinalNewline
        } else if lines.isEmpty {
            endsInNewline = true
        }
        lines.replaceSubrange(start..<next, with: new)
        position = start + new.count
        shift += new.count - (next - start)
    }

    private func place(
        of hunk: PatchHunk, _ old: [String], _ position: Int, _ shift: Int
    ) throws(PatchError) -> Int? {
        if old.isEmpty {
            if let line = hunk.expectedLine {
                guard line + shift <= lines.count, line + shift >= position else {
                    throw PatchError("does not fit: the file has only \(lines.count) lines")
                }
                return line + shift
            }
            return hunk.headers.isEmpty || hunk.isAtEnd ? lines.count : position
        }
        if hunk.isAtEnd {
            return LineMatch.isMatch(old, in: lines, at: lines.count - old.count, notBefore: position)
                ? lines.count - old.count : nil
        }
        return LineMatch.first(of: old, in: lines, from: position, near: hunk.expectedLine.map { $0 - 1 + shift })
    }

    private func after(_ position: Int) -> String { position == 0 ? "in the file" : "after line \(position)" }

    private func mismatch(_ hunk: PatchHunk, _ position: Int) -> PatchError {
        let old = hunk.oldLines
        // The first line that is nowhere says most.
        for line in old where LineMatch.first(of: [line], in: lines, from: position) == nil {
            return PatchError("does not fit: there is no line \(ShownText.quoted(line)) \(after(position))")
        }
        let place = hunk.isAtEnd ? "at the end of the file" : "together \(after(position))"
        return PatchError("does not fit: its lines do not stand \(place), beginning with \(ShownText.quoted(old[0]))")
    }
}
