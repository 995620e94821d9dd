import Foundations

extension SchemaCompiler {
    /// The shapes of a subschema: those of its types, cut down by everything that combines.
    mutating func shapes(of schema: JSONValue, at path: String) throws(JSONSchemaError) -> [SchemaShape] {
        if let isTrue = schema.bool { return isTrue ? try anyShapes() : [] }
        let keywords = try SchemaKeywords(schema, at: path)
        var shapes = try typedShapes(keywords)
        if let values = try values(keywords) {
            shapes = [.values(values, filters: isUntyped(keywords) ? [] : [node(of: shapes, at: path)])]
        }
        shapes = try dependencies(keywords, shapes)
        if let reference = keywords["$ref"] {
            let (schema, place) = try target(of: reference, at: keywords.path("$ref"))
            let target = try node(schema, at: place)
            shapes = try intersection(try self.shapes(of: target), shapes, at: path)
        }
        for (schema, place) in try keywords.schemas("allOf") ?? [] {
            let node = try node(schema, at: place)
            shapes = try intersection(shapes, try self.shapes(of: node), at: path)
        }
        for keyword in ["anyOf", "oneOf"] {
            guard let branches = try keywords.schemas(keyword) else { continue }
            var nodes: [Int] = []
            var union: [SchemaShape] = []
            let isExact = exactPaths.contains(keywords.path(keyword))
            for (schema, place) in branches {
                let node = try node(schema, at: place)
                nodes.append(node)
                var own = try self.shapes(of: node)
                for (other, path) in branches where isExact && path != place {
                    let rest = try complement(other, at: path)
                    own = try intersection(own, try self.shapes(of: rest), at: place)
                }
                union += own
            }
            if keyword == "oneOf" {
                exclusive.append(
                    ExclusiveBranches(
                        base: node(of: shapes, at: path), branches: nodes, path: keywords.path("oneOf")))
            }
            shapes = try intersection(shapes, union, at: path)
        }
        if let schema = keywords["not"] {
            let node = try complement(schema, at: keywords.path("not"))
            shapes = try intersection(shapes, try self.shapes(of: node), at: path)
        }
        return try conditional(keywords, shapes)
    }

    private func isUntyped(_ keywords: SchemaKeywords) -> Bool {
        let others = ["enum", "const", "$ref", "allOf", "anyOf", "oneOf", "not", "if", "then", "else"]
        return keywords.object.members.allSatisfy { others.contains($0.key) || !Self.typed.contains($0.key) }
    }

    /// Keywords of the shapes themselves.
    private static let typed: Set<String> = [
        "type", "properties", "required", "additionalProperties", "patternProperties", "propertyNames",
        "minProperties", "maxProperties", "items", "prefixItems", "minItems", "maxItems", "contains", "minContains",
        "maxContains", "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "multipleOf",
    ]

    func anyShapes() throws(JSONSchemaError) -> [SchemaShape] {
        [
            .null, .boolean, .number(SchemaNumber()), .string(SchemaString()),
            .array(SchemaArray(rest: Self.anything)),
            .object(SchemaObject(others: [.init(keys: nil, node: Self.anything, isOpen: false)])),
        ]
    }

    private mutating func typedShapes(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> [SchemaShape] {
        var shapes: [SchemaShape] = []
        let names = try keywords.typeNames()
        // All of a kind is read, so that what is malformed is found whatever the type.
        let string = try self.string(keywords)
        let array = try self.array(keywords)
        let object = try self.object(keywords)
        let number = try keywords.number(isInteger: !names.contains("number"))
        for name in names {
            switch name {
            case "null": shapes.append(.null)
            case "boolean": shapes.append(.boolean)
            case "integer" where names.contains("number"): break
            case "integer", "number": shapes.append(.number(number))
            case "string": shapes.append(.string(string))
            case "array": shapes.append(.array(array))
            default: shapes.append(contentsOf: object.map { [.object($0)] } ?? [])
            }
        }
        return shapes
    }

    private func values(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> [JSONValue]? {
        var values: [JSONValue]?
        if let list = keywords["enum"] {
            guard let elements = list.array, !elements.isEmpty else {
                throw JSONSchemaError(
                    path: keywords.path("enum"), reason: "must be a list of values, with one at least")
            }
            values = elements
        }
        if let constant = keywords["const"] {
            values = values.map { $0.filter { JSONEquality.areEqual($0, constant) } } ?? [constant]
            if values == [] { throw JSONSchemaError(path: keywords.path, reason: "no value fits 'enum' and 'const'") }
        }
        if let key = (values ?? []).lazy.compactMap({ JSONEquality.repeatedKey(in: $0) }).first {
            throw JSONSchemaError(path: keywords.path, reason: "an object among its values has '\(key)' twice")
        }
        return values
    }

    // MARK: Strings and arrays

    private func string(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> SchemaString {
        let (least, most) = try keywords.limits("minLength", "maxLength")
        var string = SchemaString(language: nil, least: least, most: most)
        if let value = keywords["pattern"] {
            string.language = try Self.language(ofPattern: value, at: keywords.path("pattern"))
        }
        if let value = keywords["format"] {
            let path = keywords.path("format")
            guard let name = value.string else { throw JSONSchemaError(path: path, reason: "must be a string") }
            guard let format = StringFormat.language(name) else {
                throw JSONSchemaError(path: path, reason: "the format '\(name)' is not supported")
            }
            if let pattern = string.language {
                string.language = try bounded(at: path) { () throws(LanguageError) in
                    try pattern.intersection(format)
                }
            } else {
                string.language = format
            }
        }
        return string
    }

    /// The JSON strings in which a pattern is found.
    static func language(ofPattern value: JSONValue, at path: String) throws(JSONSchemaError) -> RegularLanguage {
        guard let pattern = value.string else { throw JSONSchemaError(path: path, reason: "must be a string") }
        do {
            return try RegexNode.language(ofPattern: pattern)
        } catch {
            throw JSONSchemaError(path: path, reason: "\(error)")
        }
    }

    private mutating func array(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> SchemaArray {
        let (least, most) = try keywords.limits("minItems", "maxItems")
        var array = SchemaArray(rest: Self.anything, least: least, most: most)
        for (schema, place) in try keywords.schemas("prefixItems") ?? [] {
            array.prefix.append(try node(schema, at: place))
        }
        if let items = keywords["items"] {
            array.rest = try node(items, at: keywords.path("items"))
        } else {
            array.isOpen = !array.prefix.isEmpty
        }
        if let schema = keywords["contains"] {
            let (least, most) = (try keywords.count("minContains") ?? 1, try keywords.count("maxContains"))
            let path = keywords.path("contains")
            array.contained = SchemaArray.Contained(
                node: try node(schema, at: path), complement: most == nil ? nil : try complement(schema, at: path),
                least: least, most: most)
        }
        return array
    }

    // MARK: Conditions

    /// Members that ask for more where they are present.
    private mutating func dependencies(
        _ keywords: SchemaKeywords, _ shapes: [SchemaShape]
    ) throws(JSONSchemaError) -> [SchemaShape] {
        var shapes = shapes
        for (key, value, path) in try keywords.map("dependentRequired") {
            let keys = try keywords.strings(value, at: path)
            shapes = try intersection(
                shapes, without(key) + objects(requiring: [key] + keys), at: keywords.path)
        }
        for (key, schema, path) in try keywords.map("dependentSchemas") {
            let node = try node(schema, at: path)
            let present = try intersection(objects(requiring: [key]), try self.shapes(of: node), at: path)
            shapes = try intersection(shapes, without(key) + present, at: keywords.path)
        }
        return shapes
    }

    private mutating func conditional(
        _ keywords: SchemaKeywords, _ shapes: [SchemaShape]
    ) throws(JSONSchemaError) -> [SchemaShape] {
        guard let condition = keywords["if"], keywords["then"] != nil || keywords["else"] != nil else { return shapes }
        let path = keywords.path("if")
        let holds = try node(condition, at: path)
        let fails = try complement(condition, at: path)
        let then = try node(keywords["then"] ?? .bool(true), at: keywords.path("then"))
        let otherwise = try node(keywords["else"] ?? .bool(true), at: keywords.path("else"))
        let first = try intersection(try self.shapes(of: holds), try self.shapes(of: then), at: path)
        let second = try intersection(try self.shapes(of: fails), try self.shapes(of: otherwise), at: path)
        return try intersection(shapes, first + second, at: keywords.path)
    }

    /// Everything but objects with a member `key`.
    func without(_ key: String) throws(JSONSchemaError) -> [SchemaShape] {
        try anyShapes().map { shape in
            guard case .object(var object) = shape else { return shape }
            object.properties = [.init(key: key, node: Self.nothing, isRequired: false)]
            object.others[0].isOpen = true
            return .object(object)
        }
    }

    /// Objects that have all of these members.
    func objects(requiring keys: [String]) -> [SchemaShape] {
        var object = SchemaObject(others: [.init(keys: nil, node: Self.anything, isOpen: true)])
        for key in keys where object.property(key) == nil {
            object.properties.append(.init(key: key, node: Self.anything, isRequired: true))
        }
        return [.object(object)]
    }
}
