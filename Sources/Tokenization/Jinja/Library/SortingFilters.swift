/// Filters that compare elements with one another.
enum SortingFilters {
    static func apply(_ name: String, _ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        switch name {
        case "sort":
            let values = try arguments.bound(to: ["reverse", "case_sensitive", "attribute"], of: name)
            let keyed = try keyed(value.elements(), by: values[2], isCaseSensitive: values[1]?.isTrue ?? false)
            return .list(try sorted(keyed, isReversed: values[0]?.isTrue ?? false))
        case "dictsort": return try dictionarySorted(value, arguments)
        case "unique":
            let values = try arguments.bound(to: ["case_sensitive", "attribute"], of: name)
            let keyed = try keyed(value.elements(), by: values[1], isCaseSensitive: values[0]?.isTrue ?? false)
            var seen: [JinjaValue] = []
            let unique = keyed.filter { pair in
                if seen.contains(where: { $0.equals(pair.key) }) { return false }
                seen.append(pair.key)
                return true
            }
            return .iterator(JinjaIterator(unique.map(\.element)))
        case "min", "max":
            let values = try arguments.bound(to: ["case_sensitive", "attribute"], of: name)
            let keyed = try keyed(value.elements(), by: values[1], isCaseSensitive: values[0]?.isTrue ?? false)
            guard var best = keyed.first else { return .undefined("no aggregated item, sequence was empty") }
            for pair in keyed.dropFirst() {
                let isBetter = name == "min" ? try pair.key.precedes(best.key) : try best.key.precedes(pair.key)
                if isBetter { best = pair }
            }
            return best.element
        case "groupby": return try grouped(value, arguments)
        default:
            let values = try arguments.bound(to: ["attribute", "start"], of: name)
            return try value.elements().reduce(values[1] ?? .integer(0)) { sum, element in
                let term = try values[0].map { try SelectionFilters.attribute($0, of: element) } ?? element
                return try JinjaOperations.apply(.add, sum, term)
            }
        }
    }

    private static func keyed(
        _ elements: [JinjaValue], by path: JinjaValue?, isCaseSensitive: Bool
    ) throws -> [(key: JinjaValue, element: JinjaValue)] {
        try elements.map { element in
            var key = element
            if let path { if case .none = path {} else { key = try SelectionFilters.attribute(path, of: element) } }
            if !isCaseSensitive, case .text(let text) = key { key = .text(TextCase.convert(text, "lower")) }
            return (key, element)
        }
    }

    /// The elements in the order of their keys; equal ones keep their order, as in Python.
    private static func sorted(
        _ keyed: [(key: JinjaValue, element: JinjaValue)], isReversed: Bool
    ) throws -> [JinjaValue] {
        try keyed.enumerated().sorted { left, right in
            let (a, b) = isReversed ? (right.element.key, left.element.key) : (left.element.key, right.element.key)
            if try a.precedes(b) { return true }
            return try !b.precedes(a) && left.offset < right.offset
        }.map(\.element.element)
    }

    private static func dictionarySorted(_ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        let values = try arguments.bound(to: ["case_sensitive", "by", "reverse"], of: "dictsort")
        guard case .dictionary(let dictionary) = value else {
            throw JinjaFault(.value, "the filter 'dictsort' needs a mapping, not '\(value.kind)'")
        }
        let place = values[1]?.text?.string == "value" ? 1 : 0
        let keyed = try keyed(dictionary.items, by: .integer(place), isCaseSensitive: values[0]?.isTrue ?? false)
        return .list(try sorted(keyed, isReversed: values[2]?.isTrue ?? false))
    }

    private static func grouped(_ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        let values = try arguments.bound(to: ["attribute", "default", "case_sensitive"], of: "groupby")
        guard let path = values[0] else { throw JinjaFault(.value, "the filter 'groupby' needs an attribute") }
        let isCaseSensitive = values[2]?.isTrue ?? false
        let keyed = try value.elements().map { element -> (key: JinjaValue, element: JinjaValue) in
            let found = try SelectionFilters.attribute(path, of: element)
            return (found.isUndefined ? values[1] ?? found : found, .tuple([found, element]))
        }
        func folded(_ key: JinjaValue) -> JinjaValue {
            guard !isCaseSensitive, case .text(let text) = key else { return key }
            return .text(TextCase.convert(text, "lower"))
        }
        let ordered = try sorted(keyed.map { (folded($0.key), .tuple([$0.key, $0.element])) }, isReversed: false)
        var groups: [(key: JinjaValue, elements: [JinjaValue])] = []
        for pair in ordered {
            guard case .tuple(let parts) = pair, case .tuple(let inner) = parts[1] else { continue }
            if let last = groups.indices.last, folded(groups[last].key).equals(folded(parts[0])) {
                groups[last].elements.append(inner[1])
            } else {
                groups.append((parts[0], [inner[1]]))
            }
        }
        return .list(groups.map { .tuple([$0.key, .list($0.elements)]) })
    }
}
