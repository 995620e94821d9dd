import Foundations

/// Turns the nodes of a schema into rules.
struct SchemaLowering {
    let schema: JSONSchema
    /// Whether what the schema does not describe is left out.
    let closed: Bool
    private var rules: [Int: Int] = [:]
    private var open: [Int] = []

    init(schema: JSONSchema, closed: Bool) {
        self.schema = schema
        self.closed = closed
    }

    /// The rule of a node, with all that it refers to.
    mutating func rule(of node: Int, in grammar: inout ByteGrammar) -> Int {
        let rule = reserve(node, in: &grammar)
        while let node = open.popLast() {
            var branches: [Int] = []
            var words: [[UInt8]] = []
            for shape in schema.nodes[node].shapes {
                switch shape {
                case .null: words.append(Array("null".utf8))
                case .boolean: words += [Array("true".utf8), Array("false".utf8)]
                case .values(let values, _):
                    for value in values {
                        words.append(CanonicalJSON.bytes(of: value))
                        // A whole number may be written without a point, whatever the schema does.
                        if case .number = value, let whole = value.int { words.append(Array("\(whole)".utf8)) }
                    }
                default: if let rule = self.rule(shape, in: &grammar) { branches.append(grammar.add(rule)) }
                }
            }
            for lexeme in lexemes(of: words) { branches.append(grammar.add(.lexeme(grammar.add(lexeme)))) }
            grammar.replace(rules[node] ?? rule, with: .choice(branches))
        }
        return rule
    }

    private mutating func reserve(_ node: Int, in grammar: inout ByteGrammar) -> Int {
        if let known = rules[node] { return known }
        let rule = grammar.add(.choice([]))
        rules[node] = rule
        open.append(node)
        return rule
    }

    /// Lists of values are one lexeme, or several where they are long.
    private func lexemes(of words: [[UInt8]]) -> [Lexeme] {
        guard !words.isEmpty else { return [] }
        if let language = try? RegularLanguage(words: words) { return [.regular(language)] }
        guard words.count > 1 else { return [.regular(RegularLanguage(literal: words[0]))] }
        let half = words.count / 2
        return lexemes(of: Array(words[..<half])) + lexemes(of: Array(words[half...]))
    }

    private mutating func rule(_ shape: SchemaShape, in grammar: inout ByteGrammar) -> GrammarRule? {
        switch shape {
        case .number(let number):
            guard let language = schema.numbers[number] else { return nil }
            return .lexeme(grammar.add(.regular(language)))
        case .string(let string):
            return .lexeme(grammar.add(schema.lexeme(of: string)))
        case .array(let array): return .array(self.array(array, in: &grammar))
        case .object(let object): return self.object(object, in: &grammar)
        case .null, .boolean, .values: return nil
        }
    }

    private mutating func array(_ array: SchemaArray, in grammar: inout ByteGrammar) -> ArrayRule {
        var most = array.most
        // Elements beyond those that are described come only where they are needed.
        if closed, array.isOpen { most = min(most ?? .max, max(array.least, array.prefix.count)) }
        let contained = array.contained
        var rule = ArrayRule(
            prefix: [], rest: reserve(contained?.otherRest ?? array.rest, in: &grammar), least: array.least,
            most: most, needed: contained?.least ?? 0, allowed: contained?.most)
        for node in contained?.otherPrefix ?? array.prefix { rule.prefix.append(reserve(node, in: &grammar)) }
        if let contained {
            for node in contained.matchingPrefix { rule.matchingPrefix.append(reserve(node, in: &grammar)) }
            rule.matchingRest = reserve(contained.matchingRest, in: &grammar)
        }
        return rule
    }

    private mutating func object(_ object: SchemaObject, in grammar: inout ByteGrammar) -> GrammarRule? {
        var rule = ObjectRule(members: [], others: [], least: object.least, most: object.most)
        let keys = object.properties.map { CanonicalJSON.bytes(of: .string($0.key)) }
        for (property, key) in zip(object.properties, keys) {
            // What has no values is in no object.
            if schema.nodes[property.node].shapes.isEmpty { continue }
            rule.members.append(
                ObjectRule.Member(
                    first: grammar.add(literal: key + Array(": ".utf8)),
                    further: grammar.add(literal: Array(", ".utf8) + key + Array(": ".utf8)),
                    rule: reserve(property.node, in: &grammar), isRequired: property.isRequired))
        }
        for others in object.others where !(closed && others.isOpen) && !schema.nodes[others.node].shapes.isEmpty {
            let all = others.keys ?? Lexeme.allStrings
            // Without the keys of properties, which come before.
            let named = keys.filter { all.contains($0) }
            guard let language = named.isEmpty ? all : try? all.subtracting(RegularLanguage(words: named)),
                !language.isEmpty
            else { continue }
            rule.others.append(
                ObjectRule.Other(key: grammar.add(key: language), rule: reserve(others.node, in: &grammar)))
        }
        return .object(rule)
    }
}
