/// Filters that make numbers.
enum NumberFilters {
    static func apply(_ name: String, _ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        if let fault = value.undefinedFault, name == "abs" || name == "round" { throw fault }
        switch name {
        case "abs":
            if let integer = value.integer {
                guard integer != .min else { throw JinjaFault(.limit, "the number does not fit in 64 bits") }
                return .integer(Swift.abs(integer))
            }
            return .float(try number(value).magnitude)
        case "int":
            let values = try arguments.bound(to: ["default", "base"], of: name)
            return integer(value, base: values[1]?.integer ?? 10) ?? values[0] ?? .integer(0)
        case "float":
            let initial = try arguments.bound(to: ["default"], of: name)[0] ?? .float(0)
            if case .text(let text) = value { return PythonNumber.float(text.string).map { .float($0) } ?? initial }
            return value.number.map { .float($0) } ?? initial
        default:
            let values = try arguments.bound(to: ["precision", "method"], of: name)
            let method = values[1]?.text?.string ?? "common"
            guard ["common", "ceil", "floor"].contains(method) else {
                throw JinjaFault(.value, "method must be common, ceil or floor")
            }
            let precision = values[0]?.integer ?? 0
            return .float(PythonNumber.rounded(try number(value), precision: precision, method: method))
        }
    }

    private static func number(_ value: JinjaValue) throws -> Double {
        guard let number = value.number else {
            throw JinjaFault(.value, "a number is required, not \(value.kind)")
        }
        return number
    }

    private static func integer(_ value: JinjaValue, base: Int) -> JinjaValue? {
        if case .text(let text) = value {
            if let integer = PythonNumber.integer(text.string, base: base) { return .integer(integer) }
            let whole = PythonNumber.float(text.string)?.rounded(.towardZero)
            return whole.flatMap { Int(exactly: $0) }.map { .integer($0) }
        }
        if let integer = value.integer { return .integer(integer) }
        return value.number.flatMap { Int(exactly: $0.rounded(.towardZero)) }.map { .integer($0) }
    }
}
