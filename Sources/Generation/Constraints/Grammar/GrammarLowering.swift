/// Turns the rules of a written grammar into those of a ``ByteGrammar``: what is regular becomes lexemes, as large ones
/// as there are.
struct GrammarLowering {
    /// Larger automata are taken apart, as if their rules were not regular.
    private static let lexemeLimit = 4_000
    /// The most parts of a sequence that are put together.
    private static let runLimit = 64

    private let definitions: [GrammarDefinition]
    private let check: GrammarCheck
    private var grammar = ByteGrammar()
    private var rules: [Int: Int] = [:]
    private var open: [Int] = []
    /// The languages of regular rules; nil for those that are too large.
    private var languages: [Int: RegularLanguage?] = [:]

    init(_ definitions: [GrammarDefinition], source: String) throws(GrammarError) {
        self.definitions = definitions
        check = try GrammarCheck(definitions, source: source)
    }

    /// The whole grammar.
    mutating func lowered() -> ByteGrammar {
        let root = reserve(check.numbers["root"] ?? 0)
        while let index = open.popLast() {
            let rule = lower(definitions[index].expression)
            grammar.replace(rules[index] ?? rule, with: .sequence([rule]))
        }
        grammar.root = root
        grammar.finish()
        return grammar
    }

    private mutating func reserve(_ index: Int) -> Int {
        if let known = rules[index] { return known }
        let rule = grammar.add(.sequence([]))
        rules[index] = rule
        open.append(index)
        return rule
    }

    private mutating func lower(_ expression: GrammarExpression) -> Int {
        if let language = language(of: expression) { return grammar.add(.lexeme(grammar.add(.regular(language)))) }
        switch expression {
        case .set: return grammar.add(.choice([]))
        case .literal(let text): return grammar.add(.lexeme(grammar.add(literal: text)))
        case .reference(let name, _): return reserve(check.numbers[name] ?? 0)
        case .repetition(let part, let least, let most):
            let item = lower(part)
            // What may be empty is there as often as it must be in any case.
            let needed = check.isNullable(part) ? 0 : least
            return grammar.add(.repetition(item: item, least: needed, most: most))
        case .choice(let parts):
            var branches: [Int] = []
            let regular = parts.filter { language(of: $0) != nil }
            if regular.count > 1, let language = language(of: .choice(regular)) {
                branches.append(grammar.add(.lexeme(grammar.add(.regular(language)))))
                for part in parts where self.language(of: part) == nil { branches.append(lower(part)) }
            } else {
                for part in parts { branches.append(lower(part)) }
            }
            return grammar.add(.choice(branches))
        case .sequence(let parts): return grammar.add(.sequence(runs(parts)))
        }
    }

    /// The rules of a sequence, as many neighbours at once as are regular together.
    private mutating func runs(_ parts: [GrammarExpression]) -> [Int] {
        var result: [Int] = []
        var run: [GrammarExpression] = []
        var known: RegularLanguage?
        for part in parts {
            if run.count < Self.runLimit, let language = language(of: .sequence(run + [part])) {
                run.append(part)
                known = language
                continue
            }
            if let known { result.append(grammar.add(.lexeme(grammar.add(.regular(known))))) }
            (run, known) = ([], nil)
            if let language = language(of: part) {
                run = [part]
                known = language
            } else {
                result.append(lower(part))
            }
        }
        if let known { result.append(grammar.add(.lexeme(grammar.add(.regular(known))))) }
        return result
    }

    /// The texts of an expression; nil where it is not regular or has too large an automaton.
    private mutating func language(of expression: GrammarExpression) -> RegularLanguage? {
        guard check.isRegular(expression), let node = node(expression),
            let language = try? node.language(limit: Self.lexemeLimit)
        else { return nil }
        return language
    }

    private mutating func node(_ expression: GrammarExpression) -> RegexNode? {
        switch expression {
        case .set(let set): return .set(set)
        case .literal(let text): return .literal(text)
        case .reference(let name, _):
            guard let index = check.numbers[name] else { return nil }
            if let known = languages[index] { return known.map { .language($0) } }
            let language = language(of: definitions[index].expression)
            languages[index] = .some(language)
            return language.map { .language($0) }
        case .sequence(let parts):
            var nodes: [RegexNode] = []
            for part in parts {
                guard let node = node(part) else { return nil }
                nodes.append(node)
            }
            return .sequence(nodes)
        case .choice(let parts):
            var nodes: [RegexNode] = []
            for part in parts {
                guard let node = node(part) else { return nil }
                nodes.append(node)
            }
            return .choice(nodes)
        case .repetition(let part, let least, let most):
            guard let node = node(part) else { return nil }
            return .repetition(node, least: least, most: most)
        }
    }
}

extension ByteGrammar {
    /// The texts of a grammar in GBNF.
    ///
    /// - Parameter source: what is read, for errors.
    /// - Throws: ``GrammarError`` with the place of what is wrong.
    package init(gbnf text: String, source: String = "the grammar") throws(GrammarError) {
        var lowering = try GrammarLowering(GrammarParser.parse(text, source: source), source: source)
        self = lowering.lowered()
    }

    /// The texts of a language.
    package init(_ language: RegularLanguage) {
        self.init()
        root = add(.lexeme(add(.regular(language))))
        finish()
    }
}
