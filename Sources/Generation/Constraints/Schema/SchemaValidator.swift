import Foundations

/// Compares values with the nodes of a schema.
struct SchemaValidator {
    let nodes: [SchemaNode]
    /// Whether members that the schema does not describe are refused, whatever it says.
    let closed: Bool

    /// The first thing that is wrong with `value`; nil where it fits.
    func violation(of value: JSONValue, node: Int, path: String = "") -> SchemaViolation? {
        func wrong(_ reason: String) -> SchemaViolation { SchemaViolation(path: path, reason: reason) }
        switch nodes[node] {
        case .null: return value.isNull ? nil : wrong("must be null, but is \(value.kind)")
        case .boolean: return value.bool != nil ? nil : wrong("must be true or false, but is \(value.kind)")
        case .number(let number): return violation(of: value, number).map(wrong)
        case .string(let least, let most):
            guard let text = value.string else { return wrong("must be a string, but is \(value.kind)") }
            let count = text.unicodeScalars.count
            if count < least { return wrong("must have at least \(least) characters, but has \(count)") }
            if let most, count > most { return wrong("must have at most \(most) characters, but has \(count)") }
            return nil
        case .array(let items, let least, let most):
            guard let elements = value.array else { return wrong("must be an array, but is \(value.kind)") }
            if elements.count < least {
                return wrong("must have at least \(least) elements, but has \(elements.count)")
            }
            if let most, elements.count > most {
                return wrong("must have at most \(most) elements, but has \(elements.count)")
            }
            for (index, element) in elements.enumerated() {
                if let wrong = violation(of: element, node: items, path: "\(path)[\(index)]") { return wrong }
            }
            return nil
        case .object(let object): return violation(of: value, object, path: path)
        case .values(let values):
            if values.contains(where: { JSONEquality.areEqual($0, value) }) { return nil }
            let names = values.prefix(12).map { $0.serialized() }.joined(separator: ", ")
            let rest = values.count > 12 ? " and \(values.count - 12) more" : ""
            return wrong("must be \(values.count > 1 ? "one of " : "")\(names)\(rest)")
        case .anyOf(let branches):
            var first: SchemaViolation?
            for branch in branches {
                guard let violation = violation(of: value, node: branch, path: path) else { return nil }
                first = first ?? violation
            }
            return branches.count == 1 ? first : wrong("fits none of the \(branches.count) forms that are allowed")
        case .oneOf(let branches):
            let fitting = branches.count { violation(of: value, node: $0, path: path) == nil }
            return fitting == 1 ? nil : wrong("fits \(fitting) of \(branches.count) forms, but must fit one")
        }
    }

    private func violation(of value: JSONValue, _ number: SchemaNumber) -> String? {
        guard value.double != nil else {
            return "must be \(number.isInteger ? "a whole number" : "a number"), but is \(value.kind)"
        }
        if number.isInteger, !isWhole(value) { return "must be a whole number, but is \(value)" }
        func order(_ limit: JSONValue?) -> Int? { limit.flatMap { JSONEquality.order(value, $0) } }
        if let limit = number.minimum, let order = order(limit), order < 0 {
            return "must be at least \(limit), but is \(value)"
        }
        if let limit = number.exclusiveMinimum, let order = order(limit), order <= 0 {
            return "must be above \(limit), but is \(value)"
        }
        if let limit = number.maximum, let order = order(limit), order > 0 {
            return "must be at most \(limit), but is \(value)"
        }
        if let limit = number.exclusiveMaximum, let order = order(limit), order >= 0 {
            return "must be below \(limit), but is \(value)"
        }
        return nil
    }

    private func isWhole(_ value: JSONValue) -> Bool {
        if case .number(let number) = value { number.rounded() == number } else { true }
    }

    private func violation(of value: JSONValue, _ schema: SchemaObject, path: String) -> SchemaViolation? {
        guard let object = value.object else {
            return SchemaViolation(path: path, reason: "must be an object, but is \(value.kind)")
        }
        func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
        if let key = object.firstRepeatedKey {
            return SchemaViolation(path: place(key), reason: "is given more than once")
        }
        for property in schema.properties {
            if let member = object[property.key] {
                let wrong = violation(of: member, node: property.node, path: place(property.key))
                if let wrong { return wrong }
            } else if property.isRequired {
                return SchemaViolation(path: place(property.key), reason: "is missing")
            }
        }
        guard closed || !schema.allowsOthers else { return nil }
        if let other = object.members.first(where: { schema.property($0.key) == nil }) {
            let known = schema.properties.map { "'\($0.key)'" }.joined(separator: ", ")
            return SchemaViolation(
                path: place(other.key), reason: "is not known here; there is \(known.isEmpty ? "nothing" : known)")
        }
        return nil
    }
}
