import Agents
import Testing
import Tokenization

@Suite("Lessons in copying")
struct CopyLessonTests {
    private static func pairs(_ level: CopyLessons.Level, _ count: Int, seed: UInt64 = 5) -> [(String, String)] {
        (0..<count).flatMap { index in
            let messages = CopyLessons(seed: seed, level: level).chat(at: index).messages
            return stride(from: 0, to: messages.count, by: 2).map { place in
                (messages[place].content, messages[place + 1].content)
            }
        }
    }

    @Test("The same seed gives the same lessons, another one others", arguments: CopyLessons.Level.allCases)
    func determinism(level: CopyLessons.Level) {
        let (first, second) = (CopyLessons(seed: 3, level: level), CopyLessons(seed: 3, level: level))
        let other = CopyLessons(seed: 4, level: level)
        for index in 0..<40 {
            #expect(first.chat(at: index) == second.chat(at: index))
            #expect(first.chat(at: index) != other.chat(at: index))
        }
    }

    @Test("A lesson is a user's turn and the assistant's, one to three times", arguments: CopyLessons.Level.allCases)
    func turns(level: CopyLessons.Level) {
        var lengths: Set<Int> = []
        for index in 0..<60 {
            let messages = CopyLessons(seed: 1, level: level).chat(at: index).messages
            lengths.insert(messages.count)
            for (place, message) in messages.enumerated() {
                #expect(message.role == (place.isMultiple(of: 2) ? .user : .assistant))
                #expect(!message.content.isEmpty)
            }
        }
        #expect(lengths == [2, 4, 6])
    }

    @Test("A list comes back without the marks around its items, and with nothing else")
    func lists() {
        for (shown, wanted) in Self.pairs(.lists, 300) {
            let bare = shown.filter { !"\"`'".contains($0) }
            #expect(bare == wanted)
        }
    }

    @Test("What a lookup answers stands in what was shown, but for what becomes new and what is not there")
    func lookups() {
        var forms: Set<String> = []
        for (shown, wanted) in Self.pairs(.lookups, 400) {
            let lines = shown.split(separator: "\n").map(String.init)
            for line in wanted.split(separator: "\n").map(String.init) {
                switch line.first {
                case "-": forms.insert("old"); #expect(lines.contains(String(line.dropFirst())), "\(line)")
                case "+":
                    forms.insert("new")
                    // Old or wished for, each part of a new line was shown.
                    for part in line.dropFirst().split(separator: " ") { #expect(shown.contains(part), "\(line)") }
                default:
                    forms.insert(line == "not there" ? "absent" : "found")
                    #expect(line == "not there" || lines.contains { $0.hasPrefix(line) }, "\(line)")
                }
            }
        }
        #expect(forms == ["old", "new", "absent", "found"])
    }

    @Test("A key that is said to be absent is in no line of its table, and all that is there is found")
    func absence() {
        for (shown, wanted) in Self.pairs(.lookups, 400) where wanted.hasSuffix("not there") {
            let lines = shown.split(separator: "\n").map(String.init)
            let question = lines.first { $0.hasSuffix("?") } ?? ""
            let keys = question.dropLast().split(separator: " ").map { $0.filter { !"\"`'".contains($0) } }
            let absent = keys.last ?? ""
            #expect(!lines.contains { $0.hasPrefix(absent + " =") || $0.hasPrefix(absent + ":") })
            #expect(keys.count == wanted.split(separator: "\n").count)
        }
    }

    @Test("No word or long number of a lesson is of the held-out set", arguments: CopyLessons.Level.allCases)
    func split(level: CopyLessons.Level) {
        for (shown, wanted) in Self.pairs(level, 200) {
            for token in TaskSamples.tokens(shown + " " + wanted) where token.first?.isNumber == true {
                #expect(token.count < 3 || TaskSplit(of: token) == .training, "\(token)")
            }
        }
        // Coined words have no other signs; the frames around them are few, and known.
        let frames: Set<String> = [
            "notes", "docs", "conf", "settings", "src", "lib", "tests", "test", "txt", "md", "ini", "yaml", "sh", "not",
            "there", "instead", "of", "but", "becomes", "in", "with",
        ]
        for (shown, _) in Self.pairs(level, 200) {
            for token in TaskSamples.tokens(shown) where token.first?.isLetter == true && !frames.contains(token) {
                #expect(TaskSplit(of: token) == .training, "\(token)")
            }
        }
    }
}
