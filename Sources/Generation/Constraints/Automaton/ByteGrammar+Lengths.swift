extension ByteGrammar {
    private static func sum(_ left: Int, _ right: Int) -> Int { min(left + right, unreachable) }

    private static func product(_ left: Int, _ right: Int) -> Int {
        let result = left.multipliedReportingOverflow(by: right)
        return result.overflow ? unreachable : min(result.partialValue, unreachable)
    }

    /// The bytes that an array needs at least, its closing bracket included.
    func remainder(of array: ArrayRule, count: Int, matched: Int) -> Int {
        func cost(_ rule: Int?) -> Int { rule.map { Self.sum(minimumLengths[$0], 2) } ?? Self.unreachable }
        var length = 1
        var index = count
        var missing = array.needed - matched
        while index < array.prefix.count, index < array.least || missing > 0 {
            let isMatching = missing > 0 && cost(array.matching(index)) < Self.unreachable
            length = Self.sum(length, cost(isMatching ? array.matching(index) : array.item(index)))
            if isMatching { missing -= 1 }
            index += 1
        }
        missing = max(0, missing)
        let others = max(0, array.least - index - missing)
        if missing > 0 { length = Self.sum(length, Self.product(missing, cost(array.matchingRest))) }
        if others > 0 {
            length = Self.sum(length, Self.product(others, min(cost(array.rest), cost(array.matchingRest))))
        }
        return length
    }

    /// The bytes that an object needs at least, its closing brace included.
    func remainder(of object: ObjectRule, next: Int, count: Int) -> Int {
        func cost(_ key: Int, _ rule: Int) -> Int {
            Self.sum(lexemes[key].distance(lexemes[key].start) + 4, minimumLengths[rule])
        }
        var length = 1
        var missing = object.least - count
        for member in object.members[next...] where member.isRequired {
            length = Self.sum(length, cost(member.first, member.rule))
            missing -= 1
        }
        guard missing > 0 else { return length }
        let optional = object.members[next...].filter { !$0.isRequired }.map { cost($0.first, $0.rule) }
        let chosen = optional.filter { $0 < Self.unreachable }.sorted().prefix(missing)
        for cost in chosen { length = Self.sum(length, cost) }
        missing -= chosen.count
        guard missing > 0 else { return length }
        let least = object.others.map { cost($0.key, $0.rule) }.min() ?? Self.unreachable
        return Self.sum(length, Self.product(missing, least))
    }
}
