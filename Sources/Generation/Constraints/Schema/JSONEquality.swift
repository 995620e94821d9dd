import Foundations

/// When JSON Schema takes two values for the same: numbers by their value, objects whatever the order of their members.
enum JSONEquality {
    static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.array(let a), .array(let b)):
            return a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) }
        case (.object(let a), .object(let b)):
            return a.members.count == b.members.count
                && a.members.allSatisfy { member in b[member.key].map { areEqual($0, member.value) } ?? false }
        default:
            return order(left, right).map { $0 == 0 } ?? (left == right)
        }
    }

    /// A key that an object within `value` has more than once; such objects are equal to nothing.
    static func repeatedKey(in value: JSONValue) -> String? {
        switch value {
        case .array(let elements): return elements.lazy.compactMap { repeatedKey(in: $0) }.first
        case .object(let object):
            return object.firstRepeatedKey ?? object.members.lazy.compactMap { repeatedKey(in: $0.value) }.first
        default: return nil
        }
    }

    /// Negative, 0 or positive as `left` is below, equal to or above `right`; nil where they are no numbers.
    static func order(_ left: JSONValue, _ right: JSONValue) -> Int? {
        if case .integer(let a) = left, case .integer(let b) = right { return a < b ? -1 : a > b ? 1 : 0 }
        guard let a = left.double, let b = right.double else { return nil }
        if a == b, let exact = left.int, let other = right.int { return exact < other ? -1 : exact > other ? 1 : 0 }
        return a < b ? -1 : a > b ? 1 : 0
    }
}
