/// Carries out the statements of a template.
final class JinjaRenderer {
    /// How a statement ends.
    enum Outcome {
        case normal
        case continueLoop
        case breakLoop
    }

    let source: JinjaSource
    var scope: JinjaScope
    /// What is written, and around it what waits for the end of a macro or a block.
    private var outputs: [JinjaText] = [JinjaText()]
    private let maximumSteps: Int
    private var steps = 0
    private var depth = 0
    /// What may be held by what it holds itself: scopes with macros, namespaces that were assigned to.
    private var cycles = JinjaCycles()

    init(_ source: JinjaSource, scope: JinjaScope, maximumSteps: Int) {
        self.maximumSteps = maximumSteps
        self.source = source
        self.scope = scope
    }

    /// The text of a template.
    func render(_ statements: [JinjaStatement]) throws -> JinjaText {
        defer { cycles.cut() }
        _ = try execute(statements)
        return outputs[0]
    }

    func write(_ text: JinjaText) throws {
        outputs[outputs.count - 1].append(text)
        try JinjaLimits.check(outputs[outputs.count - 1].count)
    }

    /// What `body` writes, in a scope of its own.
    func capture(in parent: JinjaScope? = nil, _ body: () throws -> Void) throws -> JinjaText {
        outputs.append(JinjaText())
        do {
            try scoped(in: parent, body)
        } catch {
            outputs.removeLast()
            throw error
        }
        return outputs.removeLast()
    }

    /// Notes that a macro knows the names of a scope, which may know the macro.
    func isKnownToMacro(_ scope: JinjaScope) { cycles.insert(scope) }

    /// Runs `body` with names of its own.
    func scoped<Result>(in parent: JinjaScope? = nil, _ body: () throws -> Result) rethrows -> Result {
        let outer = scope
        scope = JinjaScope(in: parent ?? outer)
        defer { scope = outer }
        return try body()
    }

    /// Runs `body`, one level deeper, for the part of the template at `offset`; faults get their place here.
    func step<Result>(at offset: Int, _ body: () throws -> Result) throws -> Result {
        steps += 1
        depth += 1
        defer { depth -= 1 }
        do {
            guard steps <= maximumSteps else {
                throw JinjaFault(.limit, "the template takes more than \(maximumSteps) steps")
            }
            guard depth <= JinjaLimits.depth else {
                throw JinjaFault(.limit, "the template calls itself too deep, or is nested too deep")
            }
            return try body()
        } catch let fault as JinjaFault {
            throw source.error(fault, at: offset)
        }
    }

    // MARK: Statements

    func execute(_ statements: [JinjaStatement]) throws -> Outcome {
        for statement in statements {
            let outcome = try step(at: statement.offset) { try execute(statement) }
            if outcome != .normal { return outcome }
        }
        return .normal
    }

    private func execute(_ statement: JinjaStatement) throws -> Outcome {
        switch statement.node {
        case .text(let text): try write(text)
        case .output(let values):
            for value in values { try write(try PythonText.text(of: evaluate(value))) }
        case .branches(let branches, let otherwise):
            for branch in branches where try evaluate(branch.condition).isTrue { return try execute(branch.body) }
            return try execute(otherwise)
        case .loop(let loop): try execute(loop, try evaluate(loop.elements), depth: 0)
        case .set(let target, let value): try assign(try evaluate(value), to: target)
        case .setBlock(let target, let filter, let body):
            let text = try capture { _ = try execute(body) }
            try assign(try filter.map { try filtered($0, .text(text)) } ?? .text(text), to: target)
        case .with(let values, let body):
            let evaluated = try values.map { ($0.0, try evaluate($0.1)) }
            return try scoped {
                for (target, value) in evaluated { try assign(value, to: target) }
                return try execute(body)
            }
        case .macro(let definition): scope.set(definition.name, .function(macro(definition)))
        case .callBlock(let definition, let callee, let call):
            var arguments = try self.arguments(call)
            arguments.named.append(("caller", .function(macro(definition))))
            try write(try PythonText.text(of: self.call(try evaluate(callee), arguments)))
        case .filterBlock(let filter, let body):
            let text = try capture { _ = try execute(body) }
            try write(try PythonText.text(of: filtered(filter, .text(text))))
        case .generation(let body):
            try write(try capture { _ = try execute(body) }.marked(.generated))
        case .continueLoop: return .continueLoop
        case .breakLoop: return .breakLoop
        }
        return .normal
    }

    /// Goes through the elements of a value.
    private func execute(_ definition: JinjaLoopDefinition, _ value: JinjaValue, depth: Int) throws {
        var elements = try value.elements()
        if let filter = definition.filter {
            elements = try elements.filter { element in
                try scoped {
                    try assign(element, to: definition.target)
                    return try evaluate(filter).isTrue
                }
            }
        }
        if elements.isEmpty {
            try scoped { _ = try execute(definition.otherwise) }
            return
        }
        let loop = JinjaLoop(elements, depth: depth)
        let outer = scope
        for (index, element) in elements.enumerated() {
            loop.index = index
            let outcome = try scoped {
                scope.set("loop", definition.isRecursive ? recursion(definition, loop, in: outer) : .loop(loop))
                try assign(element, to: definition.target)
                return try execute(definition.body)
            }
            if outcome == .breakLoop { return }
        }
    }

    /// The `loop` of a recursive loop, which can be called with the elements of the next level.
    private func recursion(_ definition: JinjaLoopDefinition, _ loop: JinjaLoop, in outer: JinjaScope) -> JinjaValue {
        let inner = loop.depth + 1
        loop.recursion = JinjaFunction("loop") { [unowned self] arguments in
            let value = try arguments.bound(to: ["iterable"], of: "loop")[0] ?? .none
            return .text(
                try self.capture(in: outer) { try self.execute(definition, value, depth: inner) })
        }
        return .loop(loop)
    }

    func assign(_ value: JinjaValue, to target: JinjaTarget) throws {
        switch target {
        case .name(let name):
            try measure(value)
            scope.set(name, value)
        case .attribute(let owner, let name):
            guard case .namespace(let namespace)? = scope[owner] else {
                throw JinjaFault(.value, "cannot assign attribute on non-namespace object '\(owner)'")
            }
            if name.hasPrefix("_") {
                throw JinjaFault(.value, "the name '\(name)' of a namespace's attribute begins with '_'")
            }
            try measure(value)
            cycles.insert(namespace)
            namespace.attributes[.text(JinjaText(name, .literal))] = value
        case .tuple(let targets):
            let parts = try value.elements()
            guard parts.count == targets.count else {
                throw JinjaFault(.value, "cannot take \(parts.count) values apart into \(targets.count) names")
            }
            for (target, part) in zip(targets, parts) { try assign(part, to: target) }
        }
    }

    /// Refuses to keep what is too large; looking into a value counts as work, though less than a step.
    private func measure(_ value: JinjaValue) throws {
        var measure = JinjaMeasure()
        try measure.add(value)
        steps += measure.count / 8
    }
}
