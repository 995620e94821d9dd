extension JinjaRenderer {
    /// The value of an expression.
    func evaluate(_ expression: JinjaExpression) throws -> JinjaValue {
        try step(at: expression.offset) { try value(of: expression) }
    }

    private func value(of expression: JinjaExpression) throws -> JinjaValue {
        switch expression.node {
        case .literal(let literal): return value(of: literal)
        case .name(let name): return scope[name] ?? .undefined("'\(name)' is undefined")
        case .list(let parts): return .list(try parts.map { try evaluate($0) })
        case .tuple(let parts): return .tuple(try parts.map { try evaluate($0) })
        case .dictionary(let pairs): return try dictionary(pairs)
        case .attribute(let owner, let name):
            return try JinjaAttributes.attribute(name, of: try evaluate(owner))
        case .item(let owner, let key):
            let value = try evaluate(owner)
            return try JinjaAttributes.item(try evaluate(key), of: value)
        case .slice(let owner, let start, let stop, let step):
            let value = try evaluate(owner)
            return try JinjaSlice.slice(
                value, start: try start.map { try evaluate($0) }, stop: try stop.map { try evaluate($0) },
                step: try step.map { try evaluate($0) })
        case .call(let callee, let call): return try self.call(try evaluate(callee), try arguments(call))
        case .filter(let subject, let name, let call):
            guard let subject else { throw JinjaFault(.syntax, "the filter '\(name)' has nothing to work on") }
            return try JinjaFilters.apply(name, try evaluate(subject), try arguments(call))
        case .test(let subject, let name, let call):
            return .boolean(try JinjaTests.holds(name, try evaluate(subject), try arguments(call)))
        case .not(let operand): return .boolean(!(try evaluate(operand).isTrue))
        case .sign(let operand, let isNegative): return try signed(try evaluate(operand), isNegative: isNegative)
        case .arithmetic(let operation, let left, let right):
            let value = try evaluate(left)
            return try JinjaOperations.apply(operation, value, try evaluate(right))
        case .concatenation(let parts): return .text(try concatenated(parts))
        case .comparison(let left, let operands): return try compared(left, operands)
        case .and(let left, let right):
            let value = try evaluate(left)
            return value.isTrue ? try evaluate(right) : value
        case .or(let left, let right):
            let value = try evaluate(left)
            return value.isTrue ? value : try evaluate(right)
        case .conditional(let value, let condition, let otherwise):
            if try evaluate(condition).isTrue { return try evaluate(value) }
            let reason = "the conditional expression has no 'else', and its condition does not hold"
            return try otherwise.map { try evaluate($0) } ?? .undefined(reason)
        }
    }

    private func value(of literal: JinjaLiteral) -> JinjaValue {
        switch literal {
        case .none: .none
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .float(let value): .float(value)
        case .text(let text): .text(text)
        }
    }

    private func dictionary(_ pairs: [(key: JinjaExpression, value: JinjaExpression)]) throws -> JinjaValue {
        var dictionary = JinjaDictionary()
        for pair in pairs {
            let key = try evaluate(pair.key)
            switch key {
            case .list, .dictionary: throw JinjaFault(.value, "unhashable type: '\(key.kind)'")
            default: dictionary[key] = try evaluate(pair.value)
            }
        }
        return .dictionary(dictionary)
    }

    private func signed(_ value: JinjaValue, isNegative: Bool) throws -> JinjaValue {
        if !isNegative {
            if let integer = value.integer { return .integer(integer) }
            if value.number != nil { return value }
        }
        if case .float(let number) = value { return .float(-number) }
        guard value.undefinedFault == nil, value.integer != nil else {
            throw value.undefinedFault
                ?? JinjaFault(.value, "bad operand type for unary \(isNegative ? "-" : "+"): '\(value.kind)'")
        }
        return try JinjaOperations.apply(.subtract, .integer(0), value)
    }

    private func concatenated(_ parts: [JinjaExpression]) throws -> JinjaText {
        var text = JinjaText()
        for part in parts {
            text.append(try PythonText.text(of: evaluate(part)))
            try JinjaLimits.check(text.count)
        }
        return text
    }

    private func compared(
        _ left: JinjaExpression, _ operands: [(JinjaComparison, JinjaExpression)]
    ) throws -> JinjaValue {
        var left = try evaluate(left)
        for (comparison, operand) in operands {
            let right = try evaluate(operand)
            let holds =
                switch comparison {
                case .equal: left.equals(right)
                case .notEqual: !left.equals(right)
                case .less: try left.precedes(right)
                case .greater: try right.precedes(left, sign: ">")
                case .lessOrEqual: try left.equals(right) || left.precedes(right, sign: "<=")
                case .greaterOrEqual: try left.equals(right) || right.precedes(left, sign: ">=")
                case .isIn: try right.contains(left)
                case .isNotIn: try !right.contains(left)
                }
            if !holds { return .boolean(false) }
            left = right
        }
        return .boolean(true)
    }
}
