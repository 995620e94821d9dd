import Foundations

/// Whether two subschemas surely have no value in common.
struct SchemaExclusion {
    let nodes: [SchemaNode]

    /// True only where it can be shown; `depth` bounds the search in schemas that contain themselves.
    func areDisjoint(_ left: Int, _ right: Int, depth: Int = 0) -> Bool {
        guard depth < 16, left != right else { return false }
        func isDisjointFromAll(_ node: Int, _ branches: [Int]) -> Bool {
            branches.allSatisfy { areDisjoint(node, $0, depth: depth + 1) }
        }
        switch (nodes[left], nodes[right]) {
        case (.anyOf(let branches), _), (.oneOf(let branches), _): return isDisjointFromAll(right, branches)
        case (_, .anyOf(let branches)), (_, .oneOf(let branches)): return isDisjointFromAll(left, branches)
        case (.values(let values), _): return isInvalid(values, right)
        case (_, .values(let values)): return isInvalid(values, left)
        case (.number(let a), .number(let b)): return !a.range.overlaps(b.range)
        case (.string(let leastA, let mostA), .string(let leastB, let mostB)),
            (.array(_, let leastA, let mostA), .array(_, let leastB, let mostB)):
            return (mostA ?? .max) < leastB || (mostB ?? .max) < leastA
        case (.object(let a), .object(let b)): return areDisjoint(a, b, depth: depth)
        case (.null, .null), (.boolean, .boolean): return false
        default: return true
        }
    }

    private func isInvalid(_ values: [JSONValue], _ node: Int) -> Bool {
        let validator = SchemaValidator(nodes: nodes, closed: false)
        return values.allSatisfy { validator.violation(of: $0, node: node) != nil }
    }

    /// A member that both need and that has no value in common, or one that the first needs and the second forbids.
    private func areDisjoint(_ a: SchemaObject, _ b: SchemaObject, depth: Int) -> Bool {
        func excludes(_ other: SchemaObject, _ property: SchemaObject.Property) -> Bool {
            guard property.isRequired else { return false }
            guard let twin = other.property(property.key) else { return !other.allowsOthers }
            return areDisjoint(property.node, twin.node, depth: depth + 1)
        }
        return a.properties.contains { excludes(b, $0) } || b.properties.contains { excludes(a, $0) }
    }
}
