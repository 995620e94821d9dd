/// Looks at the rules of a grammar as a whole.
struct GrammarCheck {
    private let source: String
    private let definitions: [GrammarDefinition]
    /// For each name, its place among the definitions.
    private(set) var numbers: [String: Int] = [:]
    /// Whether a rule has the empty text, and whether it has any.
    private var isNullable: [Bool]
    private var isProductive: [Bool]
    /// Whether a rule can be told by an automaton without memory: it does not contain itself, nor one that does.
    private(set) var isRegular: [Bool]

    /// - Throws: ``GrammarError`` for rules that are missing, defined twice, left-recursive, without texts, or that
    ///   nothing leads to.
    init(_ definitions: [GrammarDefinition], source: String) throws(GrammarError) {
        self.definitions = definitions
        self.source = source
        isNullable = [Bool](repeating: false, count: definitions.count)
        isProductive = isNullable
        isRegular = isNullable
        for (index, definition) in definitions.enumerated() {
            guard numbers.updateValue(index, forKey: definition.name) == nil else {
                throw error(definition.place, "the rule '\(definition.name)' is defined twice")
            }
        }
        guard let root = numbers["root"] else {
            throw error(GrammarPlace(line: 1, column: 1), "there is no rule 'root', with which a text begins")
        }
        try checkReferences(from: root)
        findNullable()
        try checkLeftRecursion()
        for (index, definition) in definitions.enumerated() where !isProductive[index] {
            throw error(definition.place, "no text of the rule '\(definition.name)' would ever end")
        }
        findRegular()
    }

    private func error(_ place: GrammarPlace, _ reason: String) -> GrammarError {
        GrammarError(source: source, line: place.line, column: place.column, reason: reason)
    }

    /// The rules that an expression names.
    private func references(_ expression: GrammarExpression) -> [(name: String, place: GrammarPlace)] {
        switch expression {
        case .set, .literal: []
        case .reference(let name, let place): [(name, place)]
        case .sequence(let parts), .choice(let parts): parts.flatMap(references)
        case .repetition(let part, _, _): references(part)
        }
    }

    private func checkReferences(from root: Int) throws(GrammarError) {
        for definition in definitions {
            for (name, place) in references(definition.expression) where numbers[name] == nil {
                throw error(place, "there is no rule '\(name)'")
            }
        }
        var isReached = [Bool](repeating: false, count: definitions.count)
        isReached[root] = true
        var open = [root]
        while let index = open.popLast() {
            for (name, _) in references(definitions[index].expression) {
                if let next = numbers[name], !isReached[next] {
                    isReached[next] = true
                    open.append(next)
                }
            }
        }
        if let index = isReached.firstIndex(of: false) {
            throw error(definitions[index].place, "nothing leads from 'root' to the rule '\(definitions[index].name)'")
        }
    }

    private mutating func findNullable() {
        var isChanged = true
        while isChanged {
            isChanged = false
            for (index, definition) in definitions.enumerated() {
                let nullable = isNullable(definition.expression)
                let productive = isProductive(definition.expression)
                if nullable != isNullable[index] || productive != isProductive[index] { isChanged = true }
                (isNullable[index], isProductive[index]) = (nullable, productive)
            }
        }
    }

    /// Whether an expression has the empty text.
    func isNullable(_ expression: GrammarExpression) -> Bool {
        switch expression {
        case .set: false
        case .literal(let text): text.isEmpty
        case .reference(let name, _): numbers[name].map { isNullable[$0] } ?? false
        case .sequence(let parts): parts.allSatisfy(isNullable)
        case .choice(let parts): parts.contains(where: isNullable)
        case .repetition(let part, let least, _): least == 0 || isNullable(part)
        }
    }

    private func isProductive(_ expression: GrammarExpression) -> Bool {
        switch expression {
        case .set(let set): !set.intersection(.all).isEmpty
        case .literal: true
        case .reference(let name, _): numbers[name].map { isProductive[$0] } ?? false
        case .sequence(let parts): parts.allSatisfy(isProductive)
        case .choice(let parts): parts.contains(where: isProductive)
        case .repetition(let part, let least, _): least == 0 || isProductive(part)
        }
    }

    /// The rules with which a text of an expression may begin.
    private func leftmost(_ expression: GrammarExpression) -> [(name: String, place: GrammarPlace)] {
        switch expression {
        case .set, .literal: return []
        case .reference(let name, let place): return [(name, place)]
        case .choice(let parts): return parts.flatMap(leftmost)
        case .repetition(let part, _, let most): return most == 0 ? [] : leftmost(part)
        case .sequence(let parts):
            var found: [(name: String, place: GrammarPlace)] = []
            for part in parts {
                found += leftmost(part)
                if !isNullable(part) { break }
            }
            return found
        }
    }

    private func checkLeftRecursion() throws(GrammarError) {
        let edges = definitions.map { leftmost($0.expression) }
        for start in definitions.indices {
            var isSeen = [Bool](repeating: false, count: definitions.count)
            // Each with the place in the first rule from which it is reached.
            var open = edges[start].map { ($0.name, $0.place) }
            while let (name, place) = open.popLast() {
                guard let index = numbers[name] else { continue }
                if index == start {
                    throw error(
                        place,
                        "the rule '\(definitions[start].name)' begins with itself; write what is repeated "
                            + "behind what it begins with, or use '*'")
                }
                if isSeen[index] { continue }
                isSeen[index] = true
                open += edges[index].map { ($0.name, place) }
            }
        }
    }

    /// Rules are regular once all that they name are.
    private mutating func findRegular() {
        var isChanged = true
        while isChanged {
            isChanged = false
            for (index, definition) in definitions.enumerated() where !isRegular[index] {
                if isRegular(definition.expression) { (isRegular[index], isChanged) = (true, true) }
            }
        }
    }

    /// Whether an expression names regular rules alone.
    func isRegular(_ expression: GrammarExpression) -> Bool {
        references(expression).allSatisfy { name, _ in numbers[name].map { isRegular[$0] } ?? false }
    }
}
