/// The rules and the words of the stories, compiled once from the texts in this folder.
///
/// A text of rules has lines `#name`, each followed by the rule's alternatives, one a line, as ``StoryTemplate`` writes
/// them. A text of words has lines `@table`, each followed by entries, one a line: the name, then `; form=template`
/// parts. Three kinds of parts mean more: `~form=verb` also gives `form-past` and `form-ing`, `+form=noun` also gives
/// `form-many`, and `!note=word` is a note that chooses among entries and never shows.
struct StoryGrammar: Sendable {
    let names: StoryTemplateParser.Names
    /// The alternatives of each rule, by its number.
    let rules: [[StoryTemplate]]
    private let tables: [String: [StoryEntity]]

    /// The grammar of the package.
    static let standard = StoryGrammar(rules: StoryRules.all, words: StoryWords.all)

    init(rules ruleTexts: [String], words wordTexts: [String]) {
        var names = StoryTemplateParser.Names()
        var alternatives: [Int: [StoryTemplate]] = [:]
        for text in ruleTexts {
            Self.forEachEntry(in: text, marker: "#") { rule, line in
                let template = StoryTemplateParser.parse(line, names: &names)
                alternatives[names.rules.number(of: rule), default: []].append(template)
            }
        }
        var tables: [String: [StoryEntity]] = [:]
        for text in wordTexts {
            Self.forEachEntry(in: text, marker: "@") { table, line in
                tables[table, default: []].append(Self.entity(line, table: table, names: &names))
            }
        }
        self.rules = (0..<names.rules.names.count).map { number in
            guard let rule = alternatives[number] else {
                preconditionFailure("the stories use the rule \(names.rules.names[number]), which nobody wrote")
            }
            return rule
        }
        self.tables = tables
        self.names = names
    }

    /// The entries of a table of words.
    func table(_ name: String) -> [StoryEntity] {
        guard let table = tables[name] else { preconditionFailure("the stories have no words called \(name)") }
        return table
    }

    /// The number of a rule that templates or shapes begin with.
    func rule(_ name: String) -> Int {
        guard let number = names.rules.existingNumber(of: name) else {
            preconditionFailure("the stories have no rule called \(name)")
        }
        return number
    }

    private static func forEachEntry(in text: String, marker: Character, _ body: (String, String) -> Void) {
        var name: String?
        for line in text.split(separator: "\n") {
            if line.first == marker {
                name = String(line.dropFirst())
            } else {
                guard let name else { preconditionFailure("words before the first name: \(line)") }
                body(name, String(line))
            }
        }
    }

    private static func entity(_ line: String, table: String, names: inout StoryTemplateParser.Names) -> StoryEntity {
        let parts = line.split(separator: ";").map { $0.drop(while: { $0 == " " }) }
        let name = String(parts[0])
        var forms: [(form: Int, template: StoryTemplate)] = []
        var notes: [String: String] = [:]
        func add(_ form: String, _ words: String) {
            forms.append((names.forms.number(of: form), StoryTemplateParser.parse(words, names: &names)))
        }
        add("name", name)
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { preconditionFailure("no = in \(part)") }
            let key = part[..<equals]
            let words = String(part[part.index(after: equals)...])
            switch key.first {
            case "~":
                let form = String(key.dropFirst())
                add(form, words)
                add(form + "-past", EnglishVerb.past(of: words))
                add(form + "-ing", EnglishVerb.participle(of: words))
            case "+":
                let form = String(key.dropFirst())
                add(form, words)
                add(form + "-many", EnglishNoun.plural(of: words))
            case "!": notes[String(key.dropFirst())] = words
            default: add(String(key), words)
            }
        }
        return StoryEntity(name: name, table: table, forms: forms, notes: notes)
    }
}
