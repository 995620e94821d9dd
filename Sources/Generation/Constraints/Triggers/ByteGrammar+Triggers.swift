extension ByteGrammar {
    /// Free text, in which each trigger is followed by a text of its grammar.
    ///
    /// - Throws: ``LanguageError`` where the triggers are too long.
    init(triggers: [(text: String, grammar: ByteGrammar)], resumes: Bool) throws(LanguageError) {
        self.init()
        let automaton = TriggerAutomaton(triggers.map { Array($0.text.utf8) })
        let free = add(.lexeme(add(.regular(try automaton.withoutWords()))))
        root = add(.choice([]))
        var branches = [free]
        for (index, trigger) in triggers.enumerated() {
            var parts = [
                add(.lexeme(add(.regular(try automaton.ending(with: index))))), add(trigger.grammar),
            ]
            if resumes { parts.append(root) }
            branches.append(add(.sequence(parts)))
        }
        replace(root, with: .choice(branches))
        finish()
    }

    /// Adds all rules of another grammar; the rule of its root.
    private mutating func add(_ other: ByteGrammar) -> Int {
        let base = rules.count
        let lexemes = other.lexemes.enumerated().map { index, lexeme in
            if case .regular(let language) = lexeme, !other.textCounts[index].isEmpty { return add(key: language) }
            return add(lexeme)
        }
        for rule in other.rules {
            let copy: GrammarRule
            switch rule {
            case .lexeme(let index): copy = .lexeme(lexemes[index])
            case .choice(let branches): copy = .choice(branches.map { base + $0 })
            case .sequence(let parts): copy = .sequence(parts.map { base + $0 })
            case .repetition(let item, let least, let most):
                copy = .repetition(item: base + item, least: least, most: most)
            case .array(var array):
                array.prefix = array.prefix.map { base + $0 }
                array.rest = array.rest.map { base + $0 }
                array.matchingPrefix = array.matchingPrefix.map { $0.map { base + $0 } }
                array.matchingRest = array.matchingRest.map { base + $0 }
                copy = .array(array)
            case .object(var object):
                object.members = object.members.map { member in
                    ObjectRule.Member(
                        first: lexemes[member.first], further: lexemes[member.further], rule: base + member.rule,
                        isRequired: member.isRequired)
                }
                object.others = object.others.map { ObjectRule.Other(key: lexemes[$0.key], rule: base + $0.rule) }
                copy = .object(object)
            }
            _ = add(copy)
        }
        return base + other.root
    }
}
