/// Filters that take another filter, a test or an attribute to each element.
enum SelectionFilters {
    static func apply(_ name: String, _ value: JinjaValue, _ arguments: JinjaArguments) throws -> JinjaValue {
        let elements = try value.elements()
        if name == "map" { return .iterator(JinjaIterator(try mapped(elements, arguments))) }
        let usesAttribute = name.hasSuffix("attr")
        let keeps = name.hasPrefix("select")
        var rest = arguments.positional
        guard !usesAttribute || !rest.isEmpty else {
            throw JinjaFault(.value, "the filter '\(name)' needs the name of an attribute")
        }
        let path = usesAttribute ? rest.removeFirst() : nil
        let test = rest.isEmpty ? nil : try TextMethods.needText(rest.removeFirst(), name).string
        let testArguments = JinjaArguments(positional: rest, named: arguments.named)
        let chosen = try elements.filter { element in
            let subject = try path.map { try attribute($0, of: element) } ?? element
            let holds = try test.map { try JinjaTests.holds($0, subject, testArguments) } ?? subject.isTrue
            return holds == keeps
        }
        return .iterator(JinjaIterator(chosen))
    }

    private static func mapped(_ elements: [JinjaValue], _ arguments: JinjaArguments) throws -> [JinjaValue] {
        if arguments.positional.isEmpty, let path = arguments.named.first(where: { $0.name == "attribute" })?.value {
            let initial = arguments.named.first { $0.name == "default" }?.value
            return try elements.map { element in
                let found = try attribute(path, of: element)
                return found.isUndefined ? initial ?? found : found
            }
        }
        guard let filter = arguments.positional.first else {
            throw JinjaFault(.value, "map requires a filter argument")
        }
        let name = try TextMethods.needText(filter, "map").string
        let rest = JinjaArguments(positional: Array(arguments.positional.dropFirst()), named: arguments.named)
        return try elements.map { try JinjaFilters.apply(name, $0, rest) }
    }

    /// What a path such as `function.name` or an index leads to.
    static func attribute(_ path: JinjaValue, of value: JinjaValue) throws -> JinjaValue {
        guard case .text(let text) = path else { return try JinjaAttributes.item(path, of: value) }
        return try text.parts(between: [UInt8(ascii: ".")], limit: -1, fromEnd: false).reduce(value) { value, part in
            let index = part.bytes.allSatisfy { (0x30...0x39).contains($0) } ? Int(part.string) : nil
            return try JinjaAttributes.item(index.map { .integer($0) } ?? .text(part), of: value)
        }
    }
}
