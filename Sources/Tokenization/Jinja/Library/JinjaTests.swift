/// The tests that follow `is`.
enum JinjaTests {
    /// Whether `value` passes the test `name`.
    static func holds(_ name: String, _ value: JinjaValue, _ arguments: JinjaArguments) throws -> Bool {
        func argument() throws -> JinjaValue {
            guard let first = arguments.positional.first ?? arguments.named.first?.value else {
                throw JinjaFault(.value, "the test '\(name)' needs an argument")
            }
            return first
        }
        switch name {
        case "defined": return !value.isUndefined
        case "undefined": return value.isUndefined
        case "none", "boolean", "true", "false", "integer", "float", "number", "string", "mapping", "sequence",
            "iterable", "callable", "escaped":
            return isKind(name, value)
        case "odd", "even", "divisibleby":
            let divisor = name == "divisibleby" ? try argument() : .integer(2)
            let rest = try JinjaOperations.apply(.remainder, value, divisor).number ?? 0
            return name == "odd" ? rest == 1 : rest == 0
        case "lower": return TextCase.holds("islower", try PythonText.text(of: value))
        case "upper": return TextCase.holds("isupper", try PythonText.text(of: value))
        case "eq", "equalto", "==": return value.equals(try argument())
        case "ne", "!=": return !value.equals(try argument())
        case "lt", "lessthan", "<": return try value.precedes(try argument())
        case "gt", "greaterthan", ">": return try argument().precedes(value, sign: ">")
        case "le", "<=": return try !argument().precedes(value, sign: "<=")
        case "ge", ">=": return try !value.precedes(try argument(), sign: ">=")
        case "in": return try argument().contains(value)
        case "sameas": return try value.kind == argument().kind && value.equals(argument())
        case "filter": return JinjaFilters.names.contains(try PythonText.text(of: value).string)
        case "test": return names.contains(try PythonText.text(of: value).string)
        default: throw JinjaFault(.unsupported, "the test '\(name)'")
        }
    }

    /// The names of all tests.
    static let names: Set<String> = [
        "!=", "<", "<=", "==", ">", ">=", "boolean", "callable", "defined", "divisibleby", "eq", "equalto", "escaped",
        "even", "false", "filter", "float", "ge", "greaterthan", "gt", "in", "integer", "iterable", "le", "lessthan",
        "lower", "lt", "mapping", "ne", "none", "number", "odd", "sameas", "sequence", "string", "test", "true",
        "undefined", "upper",
    ]

    private static func isKind(_ name: String, _ value: JinjaValue) -> Bool {
        switch (name, value) {
        case ("none", .none), ("boolean", .boolean), ("integer", .integer), ("float", .float), ("string", .text),
            ("mapping", .dictionary), ("callable", .function), ("number", .boolean), ("number", .integer),
            ("number", .float):
            true
        case ("true", .boolean(let value)): value
        case ("false", .boolean(let value)): !value
        // An undefined value can be gone through and has a length in Jinja: none, and zero.
        case ("sequence", .text), ("sequence", .list), ("sequence", .tuple), ("sequence", .dictionary),
            ("sequence", .undefined):
            true
        case ("iterable", .text), ("iterable", .list), ("iterable", .tuple), ("iterable", .dictionary),
            ("iterable", .undefined), ("iterable", .iterator), ("iterable", .loop):
            true
        default: false
        }
    }
}
