import Foundations

/// Makes one lesson; each form has a method of its own.
struct CopyLessonMaker {
    private var maker: TaskMaker

    init(seed: UInt64) { maker = TaskMaker(split: .training, phrasings: .trained, seed: seed) }

    /// What is shown, and what the assistant is to say.
    mutating func lesson(_ level: CopyLessons.Level) -> (shown: String, wanted: String) {
        switch level {
        case .lists: list()
        case .lookups:
            switch maker.vocabulary.count(0...6) {
            case 0...2: table()
            case 3: mention()
            case 4: change()
            default: call()
            }
        }
    }

    /// Several items, set off as goals set them off, and the same again without the marks.
    private mutating func list() -> (String, String) {
        let items = (0..<maker.vocabulary.count(1...5)).map { _ in item() }
        let marked = maker.vocabulary.chance(1, in: 2)
        return (
            items.map { marked ? maker.setOff($0) : $0 }.joined(separator: " "), items.joined(separator: " ")
        )
    }

    /// Keys with their values, of which one to three are asked for, before the table or after it; the table may lack
    /// the last.
    private mutating func table() -> (String, String) {
        let sign = maker.vocabulary.pick([" = ", ": "])
        var entries = (0..<maker.vocabulary.count(2...7)).map { _ in
            (key: maker.vocabulary.name(), value: maker.value())
        }
        let asked = maker.vocabulary.shuffled(entries).prefix(maker.vocabulary.count(1...3))
        let question = asked.map { maker.setOff($0.key) }.joined(separator: " ") + "?"
        var answer = asked.map { $0.key + sign + $0.value }
        if let last = asked.last, maker.vocabulary.chance(1, in: 4) {
            entries.removeAll { $0.key == last.key }
            answer[answer.count - 1] = Self.absent
        }
        let table = entries.map { $0.key + sign + $0.value }
        return (ask(question, of: table), answer.joined(separator: "\n"))
    }

    /// What the assistant says of what is not in a table.
    private static let absent = "not there"

    /// Paths with words after them; the path of one word is asked for.
    private mutating func mention() -> (String, String) {
        let entries = (0..<maker.vocabulary.count(2...4)).map { _ in
            (path: path(), words: (0..<maker.vocabulary.count(1...3)).map { _ in maker.vocabulary.word() })
        }
        let asked = maker.vocabulary.pick(entries)
        let question = maker.setOff(maker.vocabulary.pick(asked.words)) + "?"
        let lines = entries.map { $0.path + ": " + $0.words.joined(separator: " ") }
        return (ask(question, of: lines), asked.path)
    }

    /// Some lines of two items, and one of them as it was and as it becomes.
    private mutating func change() -> (String, String) {
        let lines = (0..<maker.vocabulary.count(2...5)).map { _ in [maker.vocabulary.name(), item()] }
        let line = maker.vocabulary.pick(lines)
        let place = maker.vocabulary.count(0...1)
        let new = place == 0 ? maker.vocabulary.name() : item()
        var changed = line
        changed[place] = new
        let wish = maker.vocabulary.pick([
            "\(line[place]) -> \(new)", "\(new) instead of \(line[place])", "not \(line[place]) but \(new)",
            "\(line[place]) becomes \(new)",
        ])
        let text = lines.map { $0.joined(separator: " ") }
        return (ask(wish, of: text), "-" + line.joined(separator: " ") + "\n+" + changed.joined(separator: " "))
    }

    /// A function with a call that changes, or several with calls that look alike: as it was and as it becomes.
    private mutating func call() -> (String, String) {
        let callees = (0..<maker.vocabulary.count(1...3)).map { _ in maker.vocabulary.name() }
        let functions = (0..<maker.vocabulary.count(2...4)).map { _ in
            (
                name: maker.vocabulary.name(),
                calls: (0..<maker.vocabulary.count(1...2)).map { _ in
                    [maker.vocabulary.pick(callees), String(maker.vocabulary.number())]
                }
            )
        }
        let function = maker.vocabulary.pick(functions)
        let call = maker.vocabulary.pick(function.calls)
        // The callee alone would not tell which of two calls is meant.
        let place = function.calls.count { $0[0] == call[0] } == 1 ? maker.vocabulary.count(0...1) : 1
        var changed = call
        changed[place] = place == 0 ? maker.vocabulary.name() : String(maker.vocabulary.number())
        let wish = maker.vocabulary.pick([
            "\(function.name): \(call[place]) -> \(changed[place])",
            "in \(function.name) \(changed[place]) instead of \(call[place])",
            "\(function.name) with \(changed[place]), not \(call[place])",
            "\(call[place]) in \(function.name) becomes \(changed[place])",
        ])
        // A number is in no other line; where the callee changes, only its function is shown.
        let text = (place == 0 ? [function] : functions).flatMap { function in
            ["\(function.name)() {"] + function.calls.map { "    " + $0.joined(separator: " ") } + ["}"]
        }
        return (
            ask(wish, of: text),
            "-    " + call.joined(separator: " ") + "\n+    " + changed.joined(separator: " ")
        )
    }

    /// Lines with what is asked of them, before or after.
    private mutating func ask(_ question: String, of lines: [String]) -> String {
        (maker.vocabulary.chance(1, in: 2) ? [question] + lines : lines + [question]).joined(separator: "\n")
    }

    /// A word, a name, a number, a version, a path or a sum.
    private mutating func item() -> String {
        switch maker.vocabulary.count(0...9) {
        case 0...1: maker.vocabulary.word()
        case 2...3: maker.vocabulary.name()
        case 4...6: String(maker.vocabulary.number())
        case 7: path()
        case 8: maker.value()
        default: expression()
        }
    }

    private mutating func path() -> String {
        switch maker.vocabulary.count(0...3) {
        case 0: maker.notePath()
        case 1: maker.configurationPath()
        case 2: maker.vocabulary.pick(["src", "lib"]) + "/" + maker.vocabulary.word() + ".sh"
        default: "tests/" + maker.vocabulary.word() + "_test.sh"
        }
    }

    private mutating func expression() -> String {
        let numbers = (0..<maker.vocabulary.count(2...3)).map { _ in
            maker.vocabulary.chance(1, in: 2) ? maker.vocabulary.number() : maker.vocabulary.count(2...99)
        }
        return numbers.map(String.init).joined(separator: maker.vocabulary.pick([" + ", " - ", " * "]))
    }
}
