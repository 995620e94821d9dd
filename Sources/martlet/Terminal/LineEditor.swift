/// Reads lines from a terminal, with a prompt, cursor movements and a history.
final class LineEditor {
    /// How a line ended.
    enum Outcome {
        case line(String)
        /// Ctrl-C; whether there was anything on the line.
        case interrupted(hadText: Bool)
        /// Ctrl-D on an empty line, or the end of the input.
        case end
    }

    private let input: InputBytes
    private var history: [String] = []

    init(_ input: InputBytes) {
        self.input = input
    }

    /// Reads one line; behind it, Ctrl-C interrupts again.
    func read(prompt: String) -> Outcome {
        guard Terminal.enter(.editing) else { return .end }
        defer { _ = Terminal.enter(.working) }
        var line = EditedLine(history: history)
        draw(line, prompt)
        while let key = Key.read(from: input) {
            switch key {
            case .enter:
                line.apply(.end)
                finish(line, prompt, "")
                if !line.characters.isEmpty, line.text != history.last { history.append(line.text) }
                return .line(line.text)
            case .interrupt:
                finish(line, prompt, "^C")
                return .interrupted(hadText: !line.characters.isEmpty)
            case .endOfInput where line.characters.isEmpty:
                finish(line, prompt, "")
                return .end
            case .endOfInput: line.apply(.delete)
            default: line.apply(key)
            }
            draw(line, prompt)
        }
        finish(line, prompt, "")
        return .end
    }

    private func finish(_ line: EditedLine, _ prompt: String, _ mark: String) {
        draw(line, prompt)
        Terminal.write("\(mark)\n")
    }

    /// Draws the part of the line around the cursor that there is room for.
    private func draw(_ line: EditedLine, _ prompt: String) {
        let room = max(10, Terminal.width - prompt.columns - 1)
        let widths = line.characters.map { String($0).columns }
        var start = 0
        while widths[start..<line.cursor].reduce(0, +) > room { start += 1 }
        var end = line.cursor
        var used = widths[start..<line.cursor].reduce(0, +)
        while end < widths.count, used + widths[end] <= room {
            used += widths[end]
            end += 1
        }
        let behind = widths[line.cursor..<end].reduce(0, +)
        let back = behind > 0 ? "\u{1B}[\(behind)D" : ""
        Terminal.write("\r\(prompt)\(String(line.characters[start..<end]))\u{1B}[K\(back)")
    }
}
