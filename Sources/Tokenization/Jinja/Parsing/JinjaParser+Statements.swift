extension JinjaParser {
    /// The tag whose name is the current token.
    mutating func statement(ends: [String], opening: Int?) throws(JinjaError) -> JinjaStatement {
        let start = current.offset
        guard case .name(let tag) = current.kind else {
            throw failure("expected the name of a tag, found \(current.description)")
        }
        next()
        let node: JinjaStatement.Node
        switch tag {
        case "if": node = try branches(at: start)
        case "for": node = try loop(at: start)
        case "set": node = try set(at: start)
        case "with": node = try with(at: start)
        case "macro":
            let name = try name()
            node = .macro(try macro(named: name, parameters: try parameters(), until: "endmacro", at: start))
        case "call": node = try callBlock(at: start)
        case "filter":
            let filter = try filter(nil)
            node = .filterBlock(filter, try body(until: "endfilter", of: start))
        case "generation":
            marksGeneration = true
            node = .generation(try closure(until: "endgeneration", at: start).body)
        case "print": node = .output(try printed())
        case "continue", "break":
            guard openLoops > 0 else { throw failure("'\(tag)' stands outside of a loop", at: start) }
            node = tag == "break" ? .breakLoop : .continueLoop
        case "block", "extends", "include", "import", "from", "autoescape":
            throw source.error(.unsupported, "the tag '\(tag)'", at: start)
        default:
            let expected = ends.map { "'\($0)'" }.joined(separator: " or ")
            let reason = ends.isEmpty ? "" : "; expected \(expected)"
            throw failure("'\(tag)' is no tag\(reason)", at: start)
        }
        return JinjaStatement(node: node, offset: start)
    }

    private mutating func printed() throws(JinjaError) -> [JinjaExpression] {
        var values: [JinjaExpression] = []
        while current.kind != .blockEnd {
            if !values.isEmpty { try expect(",") }
            values.append(try expression())
        }
        return values
    }

    private mutating func branches(at start: Int) throws(JinjaError) -> JinjaStatement.Node {
        var branches: [(condition: JinjaExpression, body: [JinjaStatement])] = []
        while true {
            let condition = try tuple(at: current.offset, allowsConditional: false)
            branches.append((condition, try body(untilOneOf: ["elif", "else", "endif"], of: start)))
            if skip(name: "elif") { continue }
            if skip(name: "else") {
                return .branches(branches, otherwise: try body(until: "endif", of: start))
            }
            next()
            return .branches(branches, otherwise: [])
        }
    }

    private mutating func loop(at start: Int) throws(JinjaError) -> JinjaStatement.Node {
        let target = try target(until: "in")
        try expect(name: "in")
        let elements = try tuple(at: current.offset, allowsConditional: false, until: "recursive")
        let filter = skip(name: "if") ? try expression() : nil
        let isRecursive = skip(name: "recursive")
        openLoops += 1
        let body = try body(untilOneOf: ["endfor", "else"], of: start)
        openLoops -= 1
        var otherwise: [JinjaStatement] = []
        if skip(name: "else") { otherwise = try self.body(until: "endfor", of: start) } else { next() }
        return .loop(
            JinjaLoopDefinition(
                target: target, elements: elements, filter: filter, isRecursive: isRecursive, body: body,
                otherwise: otherwise))
    }

    private mutating func set(at start: Int) throws(JinjaError) -> JinjaStatement.Node {
        let target = try target(until: nil, allowsAttribute: true)
        if skip("=") { return .set(target, try tuple(at: current.offset)) }
        var filter: JinjaExpression?
        while skip("|") { filter = try self.filter(filter) }
        return .setBlock(target, filter: filter, try body(until: "endset", of: start))
    }

    private mutating func with(at start: Int) throws(JinjaError) -> JinjaStatement.Node {
        var values: [(JinjaTarget, JinjaExpression)] = []
        while current.kind != .blockEnd {
            if !values.isEmpty { try expect(",") }
            let target = try target(until: nil)
            try expect("=")
            values.append((target, try expression()))
        }
        return .with(values, try body(until: "endwith", of: start))
    }

    private mutating func callBlock(at start: Int) throws(JinjaError) -> JinjaStatement.Node {
        let parameters = isAt("(") ? try parameters() : []
        let expression = try expression()
        guard case .call(let callee, let call) = expression.node else {
            throw failure("expected a call", at: expression.offset)
        }
        let caller = try macro(named: "caller", parameters: parameters, until: "endcall", at: start)
        return .callBlock(caller, callee, call)
    }

    private mutating func parameters() throws(JinjaError) -> [(name: String, initial: JinjaExpression?)] {
        var parameters: [(name: String, initial: JinjaExpression?)] = []
        try expect("(")
        while !isAt(")") {
            if !parameters.isEmpty { try expect(",") }
            let offset = current.offset
            let name = try name()
            let initial = skip("=") ? try expression() : nil
            if initial == nil, parameters.last?.initial != nil {
                throw failure("the parameter '\(name)' needs a default, as one before it has one", at: offset)
            }
            parameters.append((name, initial))
        }
        try expect(")")
        return parameters
    }

    private mutating func macro(
        named name: String, parameters: [(name: String, initial: JinjaExpression?)], until end: String, at start: Int
    ) throws(JinjaError) -> JinjaMacroDefinition {
        let (body, names) = try closure(until: end, at: start)
        return JinjaMacroDefinition(name: name, parameters: parameters, body: body, names: names)
    }

    /// A body out of which no `break` leads, and the names that it looks up.
    private mutating func closure(
        until end: String, at start: Int
    ) throws(JinjaError) -> (body: [JinjaStatement], names: Set<String>) {
        let (outerLoops, outerNames) = (openLoops, lookedUpNames)
        openLoops = 0
        lookedUpNames = []
        let body = try body(until: end, of: start)
        let names = lookedUpNames
        openLoops = outerLoops
        lookedUpNames = outerNames.union(names)
        return (body, names)
    }

    // MARK: Targets

    /// What is assigned to: names, by commas or in parentheses where there are several.
    private mutating func target(until end: String?, allowsAttribute: Bool = false) throws(JinjaError) -> JinjaTarget {
        var targets = [try singleTarget(allowsAttribute: allowsAttribute)]
        var isTuple = false
        while skip(",") {
            isTuple = true
            if let end, isAt(name: end) { break }
            if isAt("=") || current.kind == .blockEnd || isAt(")") { break }
            targets.append(try singleTarget(allowsAttribute: allowsAttribute))
        }
        return isTuple ? .tuple(targets) : targets[0]
    }

    private mutating func singleTarget(allowsAttribute: Bool) throws(JinjaError) -> JinjaTarget {
        expressionNesting += 1
        defer { expressionNesting -= 1 }
        guard expressionNesting <= Self.maximumDepth else { throw tooDeep() }
        if skip("(") {
            let inner = try target(until: nil, allowsAttribute: false)
            try expect(")")
            return inner
        }
        let offset = current.offset
        let name = try name()
        if ["true", "false", "none", "True", "False", "None"].contains(name) {
            throw failure("'\(name)' cannot be assigned to", at: offset)
        }
        if allowsAttribute, skip(".") { return .attribute(of: name, try self.name()) }
        return .name(name)
    }
}
