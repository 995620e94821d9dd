/// Python's operations on two values.
enum JinjaOperations {
    static func apply(_ operation: JinjaArithmetic, _ left: JinjaValue, _ right: JinjaValue) throws -> JinjaValue {
        if let fault = left.undefinedFault ?? right.undefinedFault { throw fault }
        switch (operation, left, right) {
        case (.add, .text(let a), .text(let b)):
            try JinjaLimits.check(a.count + b.count)
            return .text(a + b)
        case (.add, .list(let a), .list(let b)): return .list(a + b)
        case (.add, .tuple(let a), .tuple(let b)): return .tuple(a + b)
        case (.multiply, _, _):
            if let repeated = try multiple(left, right) ?? multiple(right, left) { return repeated }
        case (.remainder, .text(let format), _): return .text(try TextFormat.percent(format, right))
        default: break
        }
        if let a = left.integer, let b = right.integer, operation != .divide {
            if operation != .power || b >= 0 { return .integer(try integers(operation, a, b)) }
        }
        guard let a = left.number, let b = right.number else {
            throw JinjaFault(
                .value,
                "unsupported operand type(s) for \(operation.rawValue): '\(left.kind)' and '\(right.kind)'")
        }
        return .float(try floats(operation, a, b))
    }

    /// A text or a list, several times.
    private static func multiple(_ value: JinjaValue, _ count: JinjaValue) throws -> JinjaValue? {
        guard let count = count.integer.map({ max($0, 0) }) else { return nil }
        func check(_ size: Int) throws {
            let (total, overflow) = size.multipliedReportingOverflow(by: count)
            try JinjaLimits.check(overflow ? .max : total)
        }
        switch value {
        case .text(let text):
            try check(text.count)
            var result = JinjaText()
            if !text.isEmpty { for _ in 0..<count { result.append(text) } }
            return .text(result)
        case .list(let elements):
            try check(elements.count)
            return .list(elements.isEmpty ? [] : Array(repeatElement(elements, count: count).joined()))
        case .tuple(let elements):
            try check(elements.count)
            return .tuple(elements.isEmpty ? [] : Array(repeatElement(elements, count: count).joined()))
        default: return nil
        }
    }

    private static func integers(_ operation: JinjaArithmetic, _ a: Int, _ b: Int) throws -> Int {
        let (result, overflow): (Int, Bool)
        switch operation {
        case .add: (result, overflow) = a.addingReportingOverflow(b)
        case .subtract: (result, overflow) = a.subtractingReportingOverflow(b)
        case .multiply: (result, overflow) = a.multipliedReportingOverflow(by: b)
        case .divide, .floorDivide, .remainder:
            if b == 0 { throw JinjaFault(.value, "division by zero") }
            let (quotient, tooBig) = a.dividedReportingOverflow(by: b)
            let rest = tooBig ? 0 : a % b
            // Python rounds down, so that the remainder has the sign of the divisor.
            let isLower = rest != 0 && (rest < 0) != (b < 0)
            result = operation == .remainder ? (isLower ? rest + b : rest) : (isLower ? quotient - 1 : quotient)
            overflow = tooBig && operation != .remainder
        case .power: (result, overflow) = power(a, b)
        }
        if overflow { throw JinjaFault(.limit, "the result of '\(operation.rawValue)' does not fit in 64 bits") }
        return result
    }

    private static func power(_ base: Int, _ exponent: Int) -> (Int, Bool) {
        if base == 0 || base == 1 || base == -1 {
            return (exponent == 0 ? 1 : base == -1 && exponent.isMultiple(of: 2) ? 1 : base, false)
        }
        var result = 1
        for _ in 0..<min(exponent, 64) {
            let (product, overflow) = result.multipliedReportingOverflow(by: base)
            if overflow { return (0, true) }
            result = product
        }
        return (result, exponent > 64)
    }

    private static func floats(_ operation: JinjaArithmetic, _ a: Double, _ b: Double) throws -> Double {
        switch operation {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        case .power: return PythonNumber.power(a, b)
        case .divide, .floorDivide, .remainder:
            if b == 0 { throw JinjaFault(.value, "division by zero") }
            if operation == .divide { return a / b }
            var rest = a.truncatingRemainder(dividingBy: b)
            if rest != 0, (rest < 0) != (b < 0) { rest += b }
            return operation == .remainder ? rest : ((a - rest) / b).rounded()
        }
    }
}
