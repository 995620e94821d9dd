import Foundations

extension SchemaNumber {
    /// What is wrong with a number; nil where it fits.
    func violation(of value: JSONValue) -> String? {
        if isInteger, !Self.isWhole(value) { return "must be a whole number, but is \(value)" }
        if isFraction, Self.isWhole(value) { return "must not be a whole number, but is \(value)" }
        func order(_ limit: JSONValue?) -> Int? { limit.flatMap { JSONEquality.order(value, $0) } }
        if let limit = minimum, let order = order(limit), order < 0 {
            return "must be at least \(limit), but is \(value)"
        }
        if let limit = exclusiveMinimum, let order = order(limit), order <= 0 {
            return "must be above \(limit), but is \(value)"
        }
        if let limit = maximum, let order = order(limit), order > 0 {
            return "must be at most \(limit), but is \(value)"
        }
        if let limit = exclusiveMaximum, let order = order(limit), order >= 0 {
            return "must be below \(limit), but is \(value)"
        }
        if let divisor = multiplesOf.first(where: { !Self.isMultiple(value, of: $0) }) {
            return "must be a multiple of \(divisor), but is \(value)"
        }
        if excluded.contains(where: { JSONEquality.areEqual($0, value) }) { return "must not be \(value)" }
        return nil
    }

    private static func isWhole(_ value: JSONValue) -> Bool {
        if case .number(let number) = value { number.rounded() == number } else { true }
    }

    /// Decimal numbers are compared as they are written; where one has too many digits, as doubles.
    private static func isMultiple(_ value: JSONValue, of divisor: JSONValue) -> Bool {
        if let units = NumberRange.units(of: value), let step = NumberRange.units(of: divisor), step > 0,
            abs(value.double ?? 0) < 1e19
        {
            return units % step == 0
        }
        guard let value = value.double, let divisor = divisor.double else { return false }
        return value.truncatingRemainder(dividingBy: divisor) == 0
    }
}

extension SchemaString {
    /// What is wrong with a string; nil where it fits.
    func violation(of text: String) -> String? {
        let count = text.unicodeScalars.count
        if count < least { return "must have at least \(least) characters, but has \(count)" }
        if let most, count > most { return "must have at most \(most) characters, but has \(count)" }
        if let language, !language.contains(CanonicalJSON.bytes(of: .string(text))) {
            return "does not have the form that its pattern or format asks for"
        }
        return nil
    }
}
