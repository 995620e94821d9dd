/// A line that is being edited, and the lines before it.
struct EditedLine {
    private(set) var characters: [Character] = []
    /// How many characters stand before the cursor.
    private(set) var cursor = 0
    /// Earlier lines, the oldest first, and which of them is shown; behind the last one, the new line.
    private let history: [String]
    private var place: Int
    private var newLine: [Character] = []

    init(history: [String]) {
        self.history = history
        place = history.count
    }

    var text: String { String(characters) }

    /// Changes the line as a key says; keys that end it change nothing.
    mutating func apply(_ key: Key) {
        switch key {
        case .scalar(let scalar):
            // A combining mark becomes one with what stands before it.
            let before = Array(String(characters[..<cursor]) + String(scalar))
            characters = before + characters[cursor...]
            cursor = before.count
        case .backspace: cut(max(0, cursor - 1)..<cursor)
        case .delete: cut(cursor..<min(cursor + 1, characters.count))
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home: cursor = 0
        case .end: cursor = characters.count
        case .cutToStart: cut(0..<cursor)
        case .cutToEnd: cut(cursor..<characters.count)
        case .cutWord:
            let blank = characters[..<cursor].lastIndex { $0 != " " } ?? 0
            let start = characters[..<blank].lastIndex(of: " ").map { $0 + 1 } ?? 0
            cut(start..<cursor)
        case .up: show(place - 1)
        case .down: show(place + 1)
        case .enter, .redraw, .interrupt, .endOfInput, .unknown: break
        }
    }

    private mutating func cut(_ range: Range<Int>) {
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private mutating func show(_ next: Int) {
        guard (0...history.count).contains(next), next != place else { return }
        if place == history.count { newLine = characters }
        place = next
        characters = next == history.count ? newLine : Array(history[next])
        cursor = characters.count
    }
}
