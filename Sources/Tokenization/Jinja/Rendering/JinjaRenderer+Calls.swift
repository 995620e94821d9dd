extension JinjaRenderer {
    /// The values of what stands between the parentheses of a call.
    func arguments(_ call: JinjaCall) throws -> JinjaArguments {
        var arguments = JinjaArguments(positional: try call.positional.map { try evaluate($0) })
        for (name, value) in call.named { arguments.named.append((name, try evaluate(value))) }
        if let spread = call.spread { arguments.positional += try evaluate(spread).elements() }
        if let spread = call.namedSpread {
            guard case .dictionary(let dictionary) = try evaluate(spread) else {
                throw JinjaFault(.value, "argument after ** must be a mapping")
            }
            for (key, value) in zip(dictionary.keys, dictionary.values) {
                arguments.named.append((try PythonText.text(of: key).string, value))
            }
        }
        return arguments
    }

    /// Calls a value.
    func call(_ callee: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        switch callee {
        case .function(let function): return try function.body(arguments)
        case .loop(let loop):
            guard let recursion = loop.recursion else {
                throw JinjaFault(.value, "the loop is not recursive, so it cannot be called")
            }
            return try recursion.body(arguments)
        case .undefined(let reason): throw JinjaFault(.undefined, reason)
        default: throw JinjaFault(.value, "'\(callee.kind)' object is not callable")
        }
    }

    /// What the filters of a block make of its text.
    func filtered(_ filter: JinjaExpression, _ text: JinjaValue) throws -> JinjaValue {
        guard case .filter(let inner, let name, let call) = filter.node else { return text }
        return try step(at: filter.offset) {
            let value = try inner.map { try filtered($0, text) } ?? text
            return try JinjaFilters.apply(name, value, try arguments(call))
        }
    }

    /// The macro that a definition makes where it stands.
    func macro(_ definition: JinjaMacroDefinition) -> JinjaFunction {
        isKnownToMacro(scope)
        return JinjaFunction(definition.name, kind: "Macro") { [unowned self, scope] arguments in
            try .text(self.capture(in: scope) { try self.run(definition, arguments) })
        }
    }

    private func run(_ definition: JinjaMacroDefinition, _ arguments: JinjaArguments) throws {
        var named = arguments.named
        func take(_ name: String) -> JinjaValue? {
            guard let index = named.lastIndex(where: { $0.name == name }) else { return nil }
            return named.remove(at: index).value
        }
        let parameters = definition.parameters
        for (index, parameter) in parameters.enumerated() {
            if index < arguments.positional.count {
                if take(parameter.name) != nil {
                    throw JinjaFault(
                        .value, "macro '\(definition.name)' got multiple values for argument '\(parameter.name)'")
                }
                scope.set(parameter.name, arguments.positional[index])
            } else if let value = take(parameter.name) {
                scope.set(parameter.name, value)
            } else if let initial = parameter.initial {
                scope.set(parameter.name, try evaluate(initial))
            } else {
                scope.set(parameter.name, .undefined("parameter '\(parameter.name)' was not provided"))
            }
        }
        let caller = parameters.contains { $0.name == "caller" } ? nil : take("caller")
        if definition.names.contains("caller") { scope.set("caller", caller ?? .undefined("No caller defined")) }
        let rest = Array(arguments.positional.dropFirst(parameters.count))
        if definition.names.contains("varargs") {
            scope.set("varargs", .tuple(rest))
        } else if !rest.isEmpty {
            throw JinjaFault(
                .value, "macro '\(definition.name)' takes not more than \(parameters.count) argument(s)")
        }
        if definition.names.contains("kwargs") {
            scope.set("kwargs", .dictionary(JinjaDictionary(named.map { ($0.name, $0.value) })))
        } else if let first = named.first {
            throw JinjaFault(.value, "macro '\(definition.name)' takes no keyword argument '\(first.name)'")
        }
        if caller != nil, !definition.names.contains("caller") {
            throw JinjaFault(.value, "macro '\(definition.name)' was called with a block, but never uses 'caller'")
        }
        _ = try execute(definition.body)
    }
}
