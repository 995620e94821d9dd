/// Compiles the notation of ``StoryTemplate``; names become numbers in the tables of a ``StoryGrammar``.
struct StoryTemplateParser {
    private var rest: ArraySlice<Character>
    private let source: String

    /// Names of roles, forms and rules in the order in which they were first met.
    struct Names: Sendable {
        var roles = NameTable()
        var forms = NameTable(["name"])
        var rules = NameTable()
    }

    private init(_ source: String) {
        self.source = source
        rest = ArraySlice(source)
    }

    /// Compiles one template of the grammar that the package brings along; a mistake in it is a mistake in the program.
    static func parse(_ source: String, names: inout Names) -> StoryTemplate {
        var parser = StoryTemplateParser(source)
        let template = parser.sequence(until: [], names: &names)
        precondition(parser.rest.isEmpty, "a story template closes a bracket it never opened: \(source)")
        return template
    }

    private mutating func sequence(until ends: Set<Character>, names: inout Names) -> StoryTemplate {
        var nodes: [StoryTemplate.Node] = []
        var text: [UInt8] = []
        func flush() {
            if !text.isEmpty { nodes.append(.text(text)) }
            text = []
        }
        while let next = rest.first, !ends.contains(next) {
            rest.removeFirst()
            if "^¶ {[<".contains(next) { flush() }
            switch next {
            case "^": nodes.append(.capital)
            case "¶": nodes.append(.paragraph)
            case " ": nodes.append(.space)
            case "{": nodes.append(slot(names: &names))
            case "<": nodes.append(rule(names: &names))
            case "[": nodes.append(choice(names: &names))
            case "]", "}", ">": preconditionFailure("a story template closes a bracket it never opened: \(source)")
            default: text.append(contentsOf: String(next).utf8)
            }
        }
        flush()
        return StoryTemplate(nodes: nodes)
    }

    private mutating func choice(names: inout Names) -> StoryTemplate.Node {
        var alternatives: [StoryTemplate] = []
        while true {
            alternatives.append(sequence(until: ["|", "]"], names: &names))
            guard let end = rest.popFirst() else { preconditionFailure("a story template lacks a ]: \(source)") }
            if end == "]" { return .choice(alternatives) }
        }
    }

    private mutating func slot(names: inout Names) -> StoryTemplate.Node {
        let name = name(until: "}")
        if name == "a" { return .article }
        let parts = name.split(separator: ".", maxSplits: 1)
        return .slot(
            role: names.roles.number(of: String(parts[0])),
            form: parts.count > 1 ? names.forms.number(of: String(parts[1])) : 0)
    }

    private mutating func rule(names: inout Names) -> StoryTemplate.Node {
        let name = name(until: ">")
        let isOptional = name.hasSuffix("?")
        return .rule(names.rules.number(of: isOptional ? String(name.dropLast()) : name), optional: isOptional)
    }

    private mutating func name(until end: Character) -> String {
        guard let index = rest.firstIndex(of: end) else {
            preconditionFailure("a story template lacks a \(end): \(source)")
        }
        defer { rest = rest[rest.index(after: index)...] }
        return String(rest[..<index])
    }
}
