import Foundations

/// Compares values with the nodes of a schema.
struct SchemaValidator {
    let nodes: [SchemaNode]
    /// Whether members that the schema does not describe are refused, whatever it says.
    let closed: Bool

    /// The first thing that is wrong with `value`; nil where it fits.
    func violation(of value: JSONValue, node: Int, path: String = "") -> SchemaViolation? {
        func wrong(_ reason: String) -> SchemaViolation { SchemaViolation(path: path, reason: reason) }
        let shapes = nodes[node].shapes
        let candidates = shapes.filter { hasType($0, value) }
        var first: SchemaViolation?
        for shape in candidates {
            guard let violation = violation(of: value, shape, path: path) else { return nil }
            first = first ?? violation
        }
        if candidates.count == 1, let first { return first }
        if candidates.count > 1 { return wrong("fits none of the \(shapes.count) forms that are allowed") }
        if shapes.isEmpty { return wrong("must not be there") }
        let names = shapes.map(Self.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        // Who allows several types is told so, and who asks for one is told which.
        return names.count > 1
            ? wrong("fits none of the \(shapes.count) forms that are allowed")
            : wrong("must be \(names[0]), but is \(value.kind)")
    }

    private static func name(_ shape: SchemaShape) -> String {
        switch shape {
        case .null: "null"
        case .boolean: "true or false"
        case .number(let number): number.isInteger ? "a whole number" : "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        case .values: "one of a list"
        }
    }

    private func hasType(_ shape: SchemaShape, _ value: JSONValue) -> Bool {
        switch shape {
        case .null: value.isNull
        case .boolean: value.bool != nil
        case .number: value.double != nil
        case .string: value.string != nil
        case .array: value.array != nil
        case .object: value.object != nil
        case .values: true
        }
    }

    private func violation(of value: JSONValue, _ shape: SchemaShape, path: String) -> SchemaViolation? {
        func wrong(_ reason: String) -> SchemaViolation { SchemaViolation(path: path, reason: reason) }
        switch shape {
        case .null, .boolean: return nil
        case .number(let number): return number.violation(of: value).map(wrong)
        case .string(let string): return string.violation(of: value.string ?? "").map(wrong)
        case .array(let array): return violation(of: value.array ?? [], array, path: path)
        case .object(let object): return violation(of: value.object ?? JSONObject(), object, path: path)
        case .values(let values, let filters):
            if values.contains(where: { JSONEquality.areEqual($0, value) }) {
                return filters.lazy.compactMap { violation(of: value, node: $0, path: path) }.first
            }
            let names = values.prefix(12).map { $0.serialized() }.joined(separator: ", ")
            let rest = values.count > 12 ? " and \(values.count - 12) more" : ""
            return wrong("must be \(values.count > 1 ? "one of " : "")\(names)\(rest)")
        }
    }

    // MARK: Arrays and objects

    private func violation(of elements: [JSONValue], _ array: SchemaArray, path: String) -> SchemaViolation? {
        func wrong(_ reason: String) -> SchemaViolation { SchemaViolation(path: path, reason: reason) }
        if elements.count < array.least {
            return wrong("must have at least \(array.least) elements, but has \(elements.count)")
        }
        if let most = array.most, elements.count > most {
            return wrong("must have at most \(most) elements, but has \(elements.count)")
        }
        for (index, element) in elements.enumerated() {
            let node = index < array.prefix.count ? array.prefix[index] : array.rest
            if let wrong = violation(of: element, node: node, path: "\(path)[\(index)]") { return wrong }
        }
        guard let contained = array.contained else { return nil }
        let count = elements.count { violation(of: $0, node: contained.node) == nil }
        if count < contained.least {
            return wrong("must contain at least \(contained.least) of a kind, but has \(count)")
        }
        if let most = contained.most, count > most {
            return wrong("must contain at most \(most) of a kind, but has \(count)")
        }
        return nil
    }

    private func violation(of object: JSONObject, _ schema: SchemaObject, path: String) -> SchemaViolation? {
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
        for member in object.members where schema.property(member.key) == nil {
            guard let others = schema.others(member.key), !(closed && others.isOpen) else {
                let known = schema.properties.map { "'\($0.key)'" }.joined(separator: ", ")
                return SchemaViolation(
                    path: place(member.key),
                    reason: "is not known here; there is \(known.isEmpty ? "nothing" : known)")
            }
            let wrong = violation(of: member.value, node: others.node, path: place(member.key))
            if let wrong { return wrong }
        }
        let count = object.members.count
        if count < schema.least {
            return SchemaViolation(path: path, reason: "must have at least \(schema.least) members, but has \(count)")
        }
        if let most = schema.most, count > most {
            return SchemaViolation(path: path, reason: "must have at most \(most) members, but has \(count)")
        }
        return nil
    }
}
