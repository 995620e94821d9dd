extension JinjaParser {
    /// What follows a value directly: attributes, elements, calls.
    mutating func postfix(_ value: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        var value = value
        while true {
            let offset = current.offset
            if skip(".") {
                let token = next()
                switch token.kind {
                case .name(let name): value = try make(.attribute(value, name), at: token.offset, of: [value])
                case .integer(let index):
                    let item = JinjaExpression(.literal(.integer(index)), at: token.offset)
                    value = try make(.item(value, item), at: token.offset, of: [value])
                default: throw failure("expected a name or a number, found \(token.description)", at: token.offset)
                }
            } else if skip("[") {
                value = try subscripted(value, at: offset)
                try expect("]")
            } else if isAt("(") {
                value = try called(value)
            } else {
                return value
            }
        }
    }

    private mutating func called(_ value: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        let offset = current.offset
        let call = try call()
        return try make(.call(value, call), at: offset, of: [value] + parts(of: call))
    }

    private func parts(of call: JinjaCall) -> [JinjaExpression?] {
        call.positional + call.named.map(\.value) + [call.spread, call.namedSpread]
    }

    /// What stands in brackets after a value: an index, a key, or a slice.
    private mutating func subscripted(_ value: JinjaExpression, at offset: Int) throws(JinjaError) -> JinjaExpression {
        if isAt("]") { throw failure("expected an index, found ']'") }
        let start = isAt(":") ? nil : try expression()
        guard skip(":") else {
            guard let start else { throw failure("expected an index, found \(current.description)") }
            guard isAt(",") else { return try make(.item(value, start), at: offset, of: [value, start]) }
            var parts = [start]
            while skip(","), !isAt("]") { parts.append(try expression()) }
            let key = try make(.tuple(parts), at: offset, of: parts)
            return try make(.item(value, key), at: offset, of: [value, key])
        }
        let stop = isAt(":") || isAt("]") ? nil : try expression()
        let step = skip(":") && !isAt("]") ? try expression() : nil
        if isAt(",") { throw source.error(.unsupported, "a slice among several indices", at: current.offset) }
        return try make(
            .slice(value, start: start, stop: stop, step: step), at: offset, of: [value, start, stop, step])
    }

    /// The filters, tests and calls that follow a value.
    mutating func filters(_ value: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        var value = value
        while true {
            if skip("|") {
                value = try filter(value)
            } else if isAt(name: "is") {
                value = try test(value)
            } else if isAt("(") {
                value = try called(value)
            } else {
                return value
            }
        }
    }

    /// A filter whose name is the current token.
    mutating func filter(_ value: JinjaExpression?) throws(JinjaError) -> JinjaExpression {
        let offset = current.offset
        let name = try dottedName()
        let call = isAt("(") ? try call() : JinjaCall()
        return try make(.filter(value, name, call), at: offset, of: [value] + parts(of: call))
    }

    private mutating func dottedName() throws(JinjaError) -> String {
        var name = try name()
        while skip(".") { name += "." + (try self.name()) }
        return name
    }

    private mutating func test(_ value: JinjaExpression) throws(JinjaError) -> JinjaExpression {
        next()
        let negation = isAt(name: "not") ? next().offset : nil
        let offset = current.offset
        let name = try dottedName()
        var call = JinjaCall()
        if isAt("(") {
            call = try self.call()
        } else if startsTestArgument {
            if isAt(name: "is") { throw failure("tests cannot follow one another: put the first one in parentheses") }
            call.positional = [try postfix(try primary())]
        }
        let test = try make(.test(value, name, call), at: offset, of: [value] + parts(of: call))
        return try negation.map { offset throws(JinjaError) in try make(.not(test), at: offset, of: [test]) } ?? test
    }

    /// Whether the current token begins the one argument that a test may have without parentheses.
    private var startsTestArgument: Bool {
        switch current.kind {
        case .name(let name): !["else", "or", "and"].contains(name)
        case .string, .integer, .float: true
        case .sign(let sign): sign == "[" || sign == "{"
        default: false
        }
    }

    /// What stands between parentheses.
    private mutating func call() throws(JinjaError) -> JinjaCall {
        var call = JinjaCall()
        try expect("(")
        var isFirst = true
        while !isAt(")") {
            if !isFirst {
                try expect(",")
                if isAt(")") { break }
            }
            isFirst = false
            try argument(of: &call)
        }
        try expect(")")
        return call
    }

    private mutating func argument(of call: inout JinjaCall) throws(JinjaError) {
        let offset = current.offset
        if skip("*") {
            guard call.spread == nil, call.namedSpread == nil else { throw failure("'*' is out of place", at: offset) }
            call.spread = try expression()
        } else if skip("**") {
            guard call.namedSpread == nil else { throw failure("'**' is out of place", at: offset) }
            call.namedSpread = try expression()
        } else if case .name(let name) = current.kind, ahead(1).kind == .sign("=") {
            guard call.namedSpread == nil else { throw failure("'\(name)' must come before '**'", at: offset) }
            next()
            next()
            call.named.append((name, try expression()))
        } else {
            guard call.spread == nil, call.namedSpread == nil, call.named.isEmpty else {
                throw failure("an argument without a name comes after one with a name", at: offset)
            }
            call.positional.append(try expression())
        }
    }
}
