import Foundations

extension SchemaCompiler {
    /// The shapes of everything that does not fit a subschema.
    ///
    /// A value fails a schema where it fails one of its keywords.
    mutating func complementShapes(of schema: JSONValue, at path: String) throws(JSONSchemaError) -> [SchemaShape] {
        if let isTrue = schema.bool { return isTrue ? [] : try anyShapes() }
        let keywords = try SchemaKeywords(schema, at: path)
        var shapes: [SchemaShape] = []
        for member in keywords.object.members {
            for shape in try failures(of: member.key, keywords) where !shapes.contains(shape) { shapes.append(shape) }
        }
        return shapes
    }

    private mutating func failures(
        of keyword: String, _ keywords: SchemaKeywords
    ) throws(JSONSchemaError) -> [SchemaShape] {
        let path = keywords.path(keyword)
        func unsupported() -> JSONSchemaError {
            JSONSchemaError(
                path: path, reason: "'\(keyword)' is not supported within 'not', 'if' or 'contains' with limits")
        }
        switch keyword {
        case "type": return try failuresOfType(keywords)
        case "const", "enum":
            guard let value = keywords[keyword] else { return [] }
            return try others(than: keyword == "const" ? [value] : value.array ?? [], at: path)
        case "required":
            let keys = try keywords.strings(keywords[keyword] ?? [], at: path)
            var shapes: [SchemaShape] = []
            for key in keys { shapes += try without(key).filter { if case .object = $0 { true } else { false } } }
            return shapes
        case "properties":
            var shapes: [SchemaShape] = []
            for (key, schema, place) in try keywords.map(keyword) {
                let node = try complement(schema, at: place)
                shapes.append(
                    .object(
                        SchemaObject(
                            properties: [.init(key: key, node: node, isRequired: true)],
                            others: [.init(keys: nil, node: Self.anything, isOpen: true)])))
            }
            return shapes
        case "minLength", "maxLength", "pattern": return try failuresOfString(keyword, keywords)
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
            let opposite = [
                "minimum": "exclusiveMaximum", "maximum": "exclusiveMinimum", "exclusiveMinimum": "maximum",
                "exclusiveMaximum": "minimum",
            ]
            let schema: JSONValue = .object([opposite[keyword] ?? keyword: keywords[keyword] ?? .null])
            return [.number(try SchemaKeywords(schema, at: keywords.path).number(isInteger: false))]
        case "minItems", "maxItems":
            guard let count = try keywords.count(keyword) else { return [] }
            if keyword == "maxItems" { return [.array(SchemaArray(rest: Self.anything, least: count + 1))] }
            return count == 0 ? [] : [.array(SchemaArray(rest: Self.anything, most: count - 1))]
        case "minProperties", "maxProperties":
            guard let count = try keywords.count(keyword) else { return [] }
            let others = [SchemaObject.Others(keys: nil, node: Self.anything, isOpen: false)]
            if keyword == "maxProperties" { return [.object(SchemaObject(others: others, least: count + 1))] }
            return count == 0 ? [] : [.object(SchemaObject(others: others, most: count - 1))]
        case "not": return try shapes(of: node(keywords[keyword] ?? .null, at: path))
        case "allOf":
            var shapes: [SchemaShape] = []
            for (schema, place) in try keywords.schemas(keyword) ?? [] {
                shapes += try self.shapes(of: complement(schema, at: place))
            }
            return shapes
        case "anyOf":
            var shapes = try anyShapes()
            for (schema, place) in try keywords.schemas(keyword) ?? [] {
                shapes = try intersection(shapes, try self.shapes(of: complement(schema, at: place)), at: path)
            }
            return shapes
        case "$ref":
            let (schema, place) = try target(of: keywords[keyword] ?? .null, at: path)
            return try shapes(of: complement(schema, at: place))
        case "items", "prefixItems", "contains", "minContains", "maxContains", "additionalProperties",
            "patternProperties", "propertyNames", "dependentRequired", "dependentSchemas", "oneOf", "if", "then",
            "else", "format", "multipleOf":
            throw unsupported()
        default: return []
        }
    }

    private func failuresOfType(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> [SchemaShape] {
        let names = try keywords.typeNames()
        let shapes: [SchemaShape] = try anyShapes().map { shape in
            guard case .number(var number) = shape else { return shape }
            number.isFraction = names.contains("integer")
            return .number(number)
        }
        return shapes.filter { shape in
            switch shape {
            case .null: !names.contains("null")
            case .boolean: !names.contains("boolean")
            case .number: !names.contains("number")
            case .string: !names.contains("string")
            case .array: !names.contains("array")
            case .object: !names.contains("object")
            case .values: true
            }
        }
    }

    /// All values but these.
    private func others(than values: [JSONValue], at path: String) throws(JSONSchemaError) -> [SchemaShape] {
        if values.contains(where: { $0.array != nil || $0.object != nil }) {
            throw JSONSchemaError(
                path: path, reason: "arrays and objects to be left out are not supported; leave out scalars")
        }
        var shapes: [SchemaShape] = []
        for shape in try anyShapes() {
            switch shape {
            case .null: if !values.contains(.null) { shapes.append(.null) }
            case .boolean:
                let left = [JSONValue.bool(true), .bool(false)].filter { !values.contains($0) }
                if left.count == 2 {
                    shapes.append(.boolean)
                } else if !left.isEmpty {
                    shapes.append(.values(left, filters: []))
                }
            case .number(var number):
                number.excluded = values.filter { $0.double != nil }
                shapes.append(.number(number))
            case .string(var string):
                let words = values.filter { $0.string != nil }.map { CanonicalJSON.bytes(of: $0) }
                if !words.isEmpty {
                    string.language = try bounded(at: path) { () throws(LanguageError) in
                        try Lexeme.allStrings.subtracting(RegularLanguage(words: words))
                    }
                }
                shapes.append(.string(string))
            default: shapes.append(shape)
            }
        }
        return shapes
    }

    private func failuresOfString(
        _ keyword: String, _ keywords: SchemaKeywords
    ) throws(JSONSchemaError) -> [SchemaShape] {
        let path = keywords.path(keyword)
        if keyword == "pattern" {
            let language = try Self.language(ofPattern: keywords[keyword] ?? .null, at: path)
            let rest = try bounded(at: path) { () throws(LanguageError) in
                try Lexeme.allStrings.subtracting(language)
            }
            return rest.isEmpty ? [] : [.string(SchemaString(language: rest))]
        }
        guard let count = try keywords.count(keyword) else { return [] }
        if keyword == "maxLength" { return [.string(SchemaString(least: count + 1))] }
        return count == 0 ? [] : [.string(SchemaString(most: count - 1))]
    }
}
