extension JinjaValue {
    /// Whether both are equal, as Python's `==` says.
    func equals(_ other: JinjaValue) -> Bool {
        switch (self, other) {
        case (.undefined, .undefined), (.none, .none): return true
        case (.text(let a), .text(let b)): return a.bytes == b.bytes
        case (.list(let a), .list(let b)), (.tuple(let a), .tuple(let b)): return Self.equal(a, b)
        case (.dictionary(let a), .dictionary(let b)):
            guard a.keys.count == b.keys.count else { return false }
            return zip(a.keys, a.values).allSatisfy { key, value in b[key].map { value.equals($0) } ?? false }
        case (.iterator(let a), .iterator(let b)): return a === b
        case (.namespace(let a), .namespace(let b)): return a === b
        case (.function(let a), .function(let b)): return a === b
        case (.loop(let a), .loop(let b)): return a === b
        default:
            if let a = integer, let b = other.integer { return a == b }
            if let a = number, let b = other.number { return a == b }
            return false
        }
    }

    private static func equal(_ a: [JinjaValue], _ b: [JinjaValue]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0.equals($1) }
    }

    /// Whether this comes before `other`, as Python's `<` says.
    func precedes(_ other: JinjaValue, sign: String = "<") throws -> Bool {
        if let fault = undefinedFault ?? other.undefinedFault { throw fault }
        if let a = integer, let b = other.integer { return a < b }
        if let a = number, let b = other.number { return a < b }
        switch (self, other) {
        case (.text(let a), .text(let b)):
            // UTF-8 keeps the order of code points.
            return a.bytes.lexicographicallyPrecedes(b.bytes)
        case (.list(let a), .list(let b)), (.tuple(let a), .tuple(let b)):
            for (left, right) in zip(a, b) where !left.equals(right) { return try left.precedes(right, sign: sign) }
            return a.count < b.count
        default:
            throw JinjaFault(
                .value, "'\(sign)' not supported between instances of '\(kind)' and '\(other.kind)'")
        }
    }

    /// Whether `element` is in this value, as Python's `in` says.
    func contains(_ element: JinjaValue) throws -> Bool {
        switch self {
        case .text(let text):
            if let fault = element.undefinedFault { throw fault }
            guard case .text(let part) = element else {
                throw JinjaFault(.value, "'in <string>' requires string as left operand, not \(element.kind)")
            }
            return text.firstIndex(of: part.bytes) != nil
        case .dictionary(let dictionary): return dictionary[element] != nil
        case .list, .tuple, .iterator, .undefined: return try elements().contains { $0.equals(element) }
        default: throw JinjaFault(.value, "argument of type '\(kind)' is not iterable")
        }
    }
}
