/// Makes a tree of the tokens of a template, with Jinja's grammar and its order of operations.
struct JinjaParser {
    /// How deep tags may be nested.
    static let maximumNesting = 64
    /// How deep expressions may be nested.
    static let maximumDepth = 128

    let source: JinjaSource
    private let tokens: [JinjaToken]
    private var index = 0
    var nesting = 0
    /// How deep the parser is in an expression.
    var expressionNesting = 0
    /// How many loops are open, as far as `break` and `continue` reach.
    var openLoops = 0
    /// Whether there was a `generation` block.
    var marksGeneration = false
    /// The names that the innermost macro looks up.
    var lookedUpNames: Set<String> = []

    init(_ source: JinjaSource) throws(JinjaError) {
        self.source = source
        tokens = try JinjaLexer.tokens(of: source)
    }

    /// The statements of the template.
    mutating func template() throws(JinjaError) -> [JinjaStatement] {
        try statements(until: [], of: nil)
    }

    // MARK: Tokens

    var current: JinjaToken { tokens[index] }

    /// The token `count` places further on.
    func ahead(_ count: Int) -> JinjaToken { tokens[min(index + count, tokens.count - 1)] }

    @discardableResult
    mutating func next() -> JinjaToken {
        let token = tokens[index]
        if index + 1 < tokens.count { index += 1 }
        return token
    }

    func isAt(_ sign: String) -> Bool { current.kind == .sign(sign) }

    func isAt(name: String) -> Bool { current.kind == .name(name) }

    mutating func skip(_ sign: String) -> Bool {
        guard isAt(sign) else { return false }
        next()
        return true
    }

    mutating func skip(name: String) -> Bool {
        guard isAt(name: name) else { return false }
        next()
        return true
    }

    mutating func expect(_ sign: String) throws(JinjaError) {
        guard skip(sign) else { throw failure("expected '\(sign)', found \(current.description)") }
    }

    mutating func expect(name: String) throws(JinjaError) {
        guard skip(name: name) else { throw failure("expected '\(name)', found \(current.description)") }
    }

    mutating func expect(_ kind: JinjaToken.Kind) throws(JinjaError) {
        guard current.kind == kind else {
            let expected = JinjaToken(kind: kind, offset: 0).description
            throw failure("expected \(expected), found \(current.description)")
        }
        next()
    }

    mutating func name() throws(JinjaError) -> String {
        guard case .name(let name) = current.kind else {
            throw failure("expected a name, found \(current.description)")
        }
        next()
        return name
    }

    func failure(_ reason: String, at offset: Int? = nil) -> JinjaError {
        source.error(.syntax, reason, at: offset ?? current.offset)
    }

    // MARK: Statements

    /// The statements up to a tag that is one of `ends`, whose name is then the current token.
    ///
    /// - Parameter opening: the place of the tag that needs the end; nil for the whole template.
    mutating func statements(until ends: [String], of opening: Int?) throws(JinjaError) -> [JinjaStatement] {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.maximumNesting else {
            throw source.error(.limit, "tags are nested deeper than \(Self.maximumNesting) levels", at: current.offset)
        }
        var statements: [JinjaStatement] = []
        while true {
            let token = next()
            switch token.kind {
            case .data(let bytes):
                statements.append(JinjaStatement(node: .text(JinjaText(bytes, .literal)), offset: token.offset))
            case .variableBegin:
                let value = try tuple(at: current.offset)
                try expect(.variableEnd)
                statements.append(JinjaStatement(node: .output([value]), offset: token.offset))
            case .blockBegin:
                if case .name(let name) = current.kind, ends.contains(name) { return statements }
                statements.append(try statement(ends: ends, opening: opening))
                try expect(.blockEnd)
            case .end where opening == nil: return statements
            case .end:
                let names = ends.map { "'\($0)'" }.joined(separator: " or ")
                throw failure("the tag that begins here has no end: expected \(names)", at: opening)
            default: throw failure("\(token.description) is out of place", at: token.offset)
            }
        }
    }

    /// The body of a tag: what follows its `%}` up to the end, which is taken too.
    mutating func body(until end: String, of opening: Int) throws(JinjaError) -> [JinjaStatement] {
        let body = try body(untilOneOf: [end], of: opening)
        next()
        return body
    }

    /// The body of a tag; the name of the end is then the current token.
    mutating func body(untilOneOf ends: [String], of opening: Int) throws(JinjaError) -> [JinjaStatement] {
        _ = skip(":")
        try expect(.blockEnd)
        return try statements(until: ends, of: opening)
    }
}
