/// Text broken into lines of a width, and two such texts beside each other.
enum ColumnText {
    /// The lines of a text, broken at blanks where they are too long, and within words that are longer than a line.
    static func wrapped(_ text: String, to width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { broken($0, max(width, 2)) }
    }

    private static func broken(_ line: Substring, _ width: Int) -> [String] {
        var lines: [String] = []
        var current: [Character] = []
        var used = 0
        /// What stands behind the last blank of the line, and the columns before it.
        var word = (start: 0, before: 0)
        for character in line.replacing("\t", with: "    ") {
            let columns = String(character).columns
            if used + columns > width {
                if character == " " {
                    lines.append(String(current))
                    (current, used, word) = ([], 0, (0, 0))
                    continue
                }
                let rest = word.start > 0 ? Array(current[word.start...]) : []
                let kept = word.start > 0 ? current[..<(word.start - 1)] : current[...]
                lines.append(String(kept))
                used = word.start > 0 ? used - word.before : 0
                (current, word) = (rest, (0, 0))
            }
            current.append(character)
            used += columns
            if character == " " { word = (current.count, used) }
        }
        return lines + [String(current)]
    }

    /// Two columns of a width with a line between them.
    static func beside(_ left: [String], _ right: [String], width: Int) -> [String] {
        (0..<max(left.count, right.count)).map { index in
            let text = index < left.count ? left[index] : ""
            let space = String(repeating: " ", count: max(0, width - text.columns))
            return "\(text)\(space) │ \(index < right.count ? right[index] : "")"
        }
    }
}
