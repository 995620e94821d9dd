/// A rule that cuts text into the pieces ("pretokens") inside which byte pairs may merge.
///
/// A rule is a regular expression, or several of them: the first one cuts the text, the next one cuts each piece, and
/// so on. What an expression matches is a piece, and what lies between two matches is one. Patterns of well-known
/// vocabularies are recognised by their text and have byte scanners, which are faster by far; any other runs on PCRE2.
///
/// Bytes that are not UTF-8 count, one by one, as characters that are neither letter, number, white space, mark,
/// punctuation nor symbol.
public struct PretokenizerPattern: Sendable {
    /// The regular expressions, in the order in which they are applied.
    public let expressions: [String]
    package let rules: [SplitRule]

    /// A rule of one regular expression, in the syntax that Oniguruma, PCRE2 and Rust's `fancy-regex` share.
    ///
    /// - Throws: ``PretokenizerPatternError`` where the expression cannot be compiled.
    public init(_ expression: String) throws(PretokenizerPatternError) {
        try self.init(sequence: [expression])
    }

    /// A rule of several regular expressions that cut one after the other; none at all leaves the text whole.
    ///
    /// - Throws: ``PretokenizerPatternError`` where an expression cannot be compiled.
    public init(sequence expressions: [String]) throws(PretokenizerPatternError) {
        var rules: [SplitRule] = []
        for expression in expressions {
            if let rule = SplitRule.known(expression) {
                rules.append(rule)
            } else {
                rules.append(.expression(try CompiledExpression(expression)))
            }
        }
        self.expressions = expressions
        self.rules = rules
    }

    /// A rule that PCRE2 cuts by, though scanners may be known: what the scanners are compared with.
    package init(compiling expressions: [String]) throws(PretokenizerPatternError) {
        var rules: [SplitRule] = []
        for expression in expressions { rules.append(.expression(try CompiledExpression(expression))) }
        self.expressions = expressions
        self.rules = rules
    }

    /// A rule whose scanners are known.
    init(known rules: [SplitRule], _ expressions: [String]) {
        self.expressions = expressions
        self.rules = rules
    }

    /// Whether byte scanners cut the text, and not PCRE2.
    public var isScanned: Bool {
        rules.allSatisfy { if case .expression = $0 { false } else { true } }
    }

    /// The expressions, one a line.
    public var regularExpression: String { expressions.joined(separator: "\n") }
}

extension PretokenizerPattern: Hashable {
    public static func == (first: Self, second: Self) -> Bool {
        first.expressions.elementsEqual(second.expressions) { $0.utf8.elementsEqual($1.utf8) }
    }

    public func hash(into hasher: inout Hasher) {
        for expression in expressions { hasher.combine(Array(expression.utf8)) }
    }
}
