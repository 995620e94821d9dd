/// The filters that follow `|`.
enum JinjaFilters {
    /// The names of all filters.
    static let names: Set<String> = [
        "abs", "attr", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e", "escape", "first",
        "float", "forceescape", "format", "groupby", "indent", "int", "items", "join", "last", "length", "list",
        "lower",
        "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr",
        "slice", "sort", "string", "sum", "title", "tojson", "trim", "truncate", "unique", "upper", "wordcount",
    ]

    /// What the filter `name` makes of `value`.
    static func apply(_ name: String, _ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        switch name {
        case "abs", "float", "int", "round": try NumberFilters.apply(name, value, arguments)
        case "capitalize", "center", "e", "escape", "forceescape", "format", "indent", "join", "lower", "replace",
            "safe", "string", "title", "trim", "truncate", "upper", "wordcount":
            try TextFilters.apply(name, value, arguments)
        case "map", "reject", "rejectattr", "select", "selectattr":
            try SelectionFilters.apply(name, value, arguments)
        case "dictsort", "groupby", "max", "min", "sort", "sum", "unique":
            try SortingFilters.apply(name, value, arguments)
        case "tojson": try json(value, arguments)
        case "default", "d": try initial(value, arguments)
        case "attr":
            try attribute(value, TextMethods.needText(arguments.bound(to: ["name"], of: name)[0], name).string)
        default: try collection(name, value, arguments)
        }
    }

    private static func initial(_ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        let values = try arguments.bound(to: ["default_value", "boolean"], of: "default")
        let replaces = value.isUndefined || (values[1]?.isTrue ?? false) && !value.isTrue
        return replaces ? values[0] ?? .text(JinjaText()) : value
    }

    private static func attribute(_ value: JinjaValue, _ name: String) throws -> JinjaValue {
        // Unlike the dot, this filter looks at attributes alone, never at elements.
        if case .dictionary(let dictionary) = value {
            return CollectionMethods.method(name, of: dictionary)
                ?? .undefined("'dict object' has no attribute '\(name)'")
        }
        return try JinjaAttributes.attribute(name, of: value)
    }

    private static func collection(
        _ name: String, _ value: JinjaValue, _ arguments: JinjaArguments
    ) throws -> JinjaValue {
        switch name {
        case "length", "count": return .integer(try value.count())
        case "list": return .list(try value.elements())
        case "first": return try value.elements().first ?? .undefined("no first item, sequence was empty")
        case "last":
            if case .iterator = value { throw JinjaFault(.value, "'\(value.kind)' object is not reversible") }
            return try value.elements().last ?? .undefined("no last item, sequence was empty")
        case "items":
            if value.isUndefined { return .iterator(JinjaIterator([])) }
            guard case .dictionary(let dictionary) = value else {
                throw JinjaFault(.value, "can only get item pairs from a mapping, not from '\(value.kind)'")
            }
            return .iterator(JinjaIterator(dictionary.items))
        case "reverse":
            if case .text(let text) = value {
                var reversed = JinjaText()
                for character in text.characters.reversed() { reversed.append(character) }
                return .text(reversed)
            }
            return .iterator(JinjaIterator(try value.elements().reversed(), kind: "list_reverseiterator"))
        case "batch", "slice": return .iterator(JinjaIterator(try groups(name, value, arguments)))
        default: throw JinjaFault(.unsupported, "the filter '\(name)'")
        }
    }

    /// Groups of a given size (`batch`), or a given number of groups (`slice`).
    private static func groups(
        _ name: String, _ value: JinjaValue, _ arguments: JinjaArguments
    ) throws -> [JinjaValue] {
        let values = try arguments.bound(to: [name == "batch" ? "linecount" : "slices", "fill_with"], of: name)
        guard let number = values[0]?.integer, (1...JinjaLimits.rangeElements).contains(number) else {
            throw JinjaFault(.value, "the filter '\(name)' needs a number of 1 or more")
        }
        let elements = try value.elements()
        var fill: JinjaValue?
        if let value = values[1] { if case .none = value {} else { fill = value } }
        if name == "batch" {
            return stride(from: 0, to: elements.count, by: number).map { start in
                let group = Array(elements[start..<min(start + number, elements.count)])
                return .list(group + (fill.map { Array(repeating: $0, count: number - group.count) } ?? []))
            }
        }
        let (size, longer) = elements.count.quotientAndRemainder(dividingBy: number)
        return (0..<number).map { index in
            let start = index * size + min(index, longer)
            let end = start + size + (index < longer ? 1 : 0)
            return .list(Array(elements[start..<end]) + (index >= longer ? fill.map { [$0] } ?? [] : []))
        }
    }

    private static func json(_ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        let names = ["ensure_ascii", "indent", "separators", "sort_keys"]
        let values = try arguments.bound(to: names, of: "tojson")
        var writer = PythonJSON()
        writer.ensuresASCII = values[0]?.isTrue ?? false
        writer.sortsKeys = values[3]?.isTrue ?? false
        if case .text(let text)? = values[1] {
            writer.indent = text.bytes
        } else if let width = values[1]?.integer {
            try JinjaLimits.check(width)
            writer.indent = [UInt8](repeating: UInt8(ascii: " "), count: max(width, 0))
        }
        if writer.indent != nil { writer.itemSeparator = Array(",".utf8) }
        if let separators = values[2], separators.isTrue {
            let pair = try separators.elements()
            guard pair.count == 2 else { throw JinjaFault(.value, "separators must be two texts") }
            writer.itemSeparator = try TextMethods.needText(pair[0], "tojson").bytes
            writer.keySeparator = try TextMethods.needText(pair[1], "tojson").bytes
        }
        return .text(JinjaText(try writer.text(of: value)))
    }
}
