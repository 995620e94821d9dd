/// What stands on the right of a rule.
indirect enum GrammarExpression: Sendable {
    /// One character of a set.
    case set(CodePointSet)
    case literal(String)
    /// Another rule, and where it is named.
    case reference(String, GrammarPlace)
    case sequence([GrammarExpression])
    case choice([GrammarExpression])
    case repetition(GrammarExpression, least: Int, most: Int?)
}

/// A rule as it is written.
struct GrammarDefinition: Sendable {
    let name: String
    let place: GrammarPlace
    let expression: GrammarExpression
}

/// A place in the text of a grammar, both from 1.
struct GrammarPlace: Sendable, Hashable {
    let line: Int
    let column: Int
}
