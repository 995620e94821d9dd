extension JinjaParser {
    func tooDeep() -> JinjaError {
        source.error(.limit, "the expression is nested deeper than \(Self.maximumDepth) levels", at: current.offset)
    }

    /// Joins parts to one expression, which is one level deeper than they are.
    func make(
        _ node: JinjaExpression.Node, at offset: Int, of parts: [JinjaExpression?]
    ) throws(JinjaError) -> JinjaExpression {
        let depth = parts.reduce(0) { max($0, $1?.depth ?? 0) } + 1
        guard depth <= 4 * Self.maximumDepth else { throw tooDeep() }
        return JinjaExpression(node, at: offset, depth: depth)
    }

    /// Expressions with commas between them: a tuple, or the one expression where there is no comma.
    mutating func tuple(
        at offset: Int, allowsConditional: Bool = true, until end: String? = nil, allowsNothing: Bool = false
    ) throws(JinjaError) -> JinjaExpression {
        var parts: [JinjaExpression] = []
        var isTuple = false
        while true {
            let isEnd = current.kind == .variableEnd || current.kind == .blockEnd || isAt(")")
            if isEnd || end.map({ isAt(name: $0) }) == true { break }
            parts.append(allowsConditional ? try expression() : try expressionWithoutConditional())
            guard skip(",") else { break }
            isTuple = true
        }
        if !isTuple {
            if let only = parts.first { return only }
            guard allowsNothing else { throw failure("expected an expression, found \(current.description)") }
        }
        return try make(.tuple(parts), at: offset, of: parts)
    }

    mutating func expression() throws(JinjaError) -> JinjaExpression {
        expressionNesting += 1
        defer { expressionNesting -= 1 }
        guard expressionNesting <= Self.maximumDepth else { throw tooDeep() }
        var value = try expressionWithoutConditional()
        while isAt(name: "if") {
            let offset = next().offset
            let condition = try expressionWithoutConditional()
            let otherwise = skip(name: "else") ? try expression() : nil
            value = try make(
                .conditional(value, if: condition, else: otherwise), at: offset, of: [value, condition, otherwise])
        }
        return value
    }

    /// An expression with `or` or anything that binds more tightly.
    mutating func expressionWithoutConditional() throws(JinjaError) -> JinjaExpression {
        var left = try conjunction()
        while isAt(name: "or") {
            let offset = next().offset
            let right = try conjunction()
            left = try make(.or(left, right), at: offset, of: [left, right])
        }
        return left
    }

    private mutating func conjunction() throws(JinjaError) -> JinjaExpression {
        var left = try negation()
        while isAt(name: "and") {
            let offset = next().offset
            let right = try negation()
            left = try make(.and(left, right), at: offset, of: [left, right])
        }
        return left
    }

    private mutating func negation() throws(JinjaError) -> JinjaExpression {
        var offsets: [Int] = []
        while isAt(name: "not") { offsets.append(next().offset) }
        var value = try comparison()
        for offset in offsets.reversed() { value = try make(.not(value), at: offset, of: [value]) }
        return value
    }

    private mutating func comparison() throws(JinjaError) -> JinjaExpression {
        let left = try sum()
        var operands: [(JinjaComparison, JinjaExpression)] = []
        let offset = current.offset
        while let comparison = comparisonSign() { operands.append((comparison, try sum())) }
        if operands.isEmpty { return left }
        return try make(.comparison(left, operands), at: offset, of: [left] + operands.map(\.1))
    }

    private mutating func comparisonSign() -> JinjaComparison? {
        switch current.kind {
        case .sign(let sign):
            guard let comparison = JinjaComparison(rawValue: sign) else { return nil }
            next()
            return comparison
        case .name("in"):
            next()
            return .isIn
        case .name("not") where ahead(1).kind == .name("in"):
            next()
            next()
            return .isNotIn
        default: return nil
        }
    }

    private mutating func sum() throws(JinjaError) -> JinjaExpression {
        var left = try concatenation()
        while isAt("+") || isAt("-") {
            left = try arithmetic(left) { parser throws(JinjaError) in try parser.concatenation() }
        }
        return left
    }

    private mutating func concatenation() throws(JinjaError) -> JinjaExpression {
        var parts = [try product()]
        let offset = current.offset
        while skip("~") { parts.append(try product()) }
        return parts.count == 1 ? parts[0] : try make(.concatenation(parts), at: offset, of: parts)
    }

    private mutating func product() throws(JinjaError) -> JinjaExpression {
        var left = try power()
        while isAt("*") || isAt("/") || isAt("//") || isAt("%") {
            left = try arithmetic(left) { parser throws(JinjaError) in try parser.power() }
        }
        return left
    }

    private mutating func power() throws(JinjaError) -> JinjaExpression {
        var left = try unary()
        while isAt("**") { left = try arithmetic(left) { parser throws(JinjaError) in try parser.unary() } }
        return left
    }

    private mutating func arithmetic(
        _ left: JinjaExpression, right: (inout JinjaParser) throws(JinjaError) -> JinjaExpression
    ) throws(JinjaError) -> JinjaExpression {
        let token = next()
        guard case .sign(let sign) = token.kind, let operation = JinjaArithmetic(rawValue: sign) else {
            throw failure("expected an operation, found \(token.description)", at: token.offset)
        }
        let right = try right(&self)
        return try make(.arithmetic(operation, left, right), at: token.offset, of: [left, right])
    }

    private mutating func unary(takesFilters: Bool = true) throws(JinjaError) -> JinjaExpression {
        expressionNesting += 1
        defer { expressionNesting -= 1 }
        guard expressionNesting <= Self.maximumDepth else { throw tooDeep() }
        let offset = current.offset
        var value: JinjaExpression
        if isAt("-") || isAt("+") {
            let isNegative = isAt("-")
            next()
            value = try unary(takesFilters: false)
            value = try make(.sign(value, isNegative: isNegative), at: offset, of: [value])
        } else {
            value = try primary()
        }
        value = try postfix(value)
        return takesFilters ? try filters(value) : value
    }

    mutating func primary() throws(JinjaError) -> JinjaExpression {
        let token = next()
        switch token.kind {
        case .name("true"), .name("True"): return JinjaExpression(.literal(.boolean(true)), at: token.offset)
        case .name("false"), .name("False"): return JinjaExpression(.literal(.boolean(false)), at: token.offset)
        case .name("none"), .name("None"): return JinjaExpression(.literal(.none), at: token.offset)
        case .name(let name):
            lookedUpNames.insert(name)
            return JinjaExpression(.name(name), at: token.offset)
        case .string(let first):
            var bytes = first
            while case .string(let more) = current.kind {
                bytes.append(contentsOf: more)
                next()
            }
            return JinjaExpression(.literal(.text(JinjaText(bytes, .literal))), at: token.offset)
        case .integer(let value): return JinjaExpression(.literal(.integer(value)), at: token.offset)
        case .float(let value): return JinjaExpression(.literal(.float(value)), at: token.offset)
        case .sign("("):
            let value = try tuple(at: token.offset, allowsNothing: true)
            try expect(")")
            return value
        case .sign("["):
            let elements = try elements(until: "]") { parser throws(JinjaError) in try parser.expression() }
            return try make(.list(elements), at: token.offset, of: elements)
        case .sign("{"):
            let pairs = try elements(until: "}") { parser throws(JinjaError) in
                let key = try parser.expression()
                try parser.expect(":")
                return (key: key, value: try parser.expression())
            }
            return try make(.dictionary(pairs), at: token.offset, of: pairs.flatMap { [$0.key, $0.value] })
        default: throw failure("expected an expression, found \(token.description)", at: token.offset)
        }
    }

    private mutating func elements<Element>(
        until end: String, _ element: (inout JinjaParser) throws(JinjaError) -> Element
    ) throws(JinjaError) -> [Element] {
        var elements: [Element] = []
        while !isAt(end) {
            if !elements.isEmpty {
                try expect(",")
                if isAt(end) { break }
            }
            elements.append(try element(&self))
        }
        try expect(end)
        return elements
    }
}
