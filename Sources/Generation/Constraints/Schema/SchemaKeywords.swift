import Foundations

/// The keywords of one subschema, each of them known.
struct SchemaKeywords {
    /// Keywords that say nothing about which values fit.
    private static let annotations: Set<String> = [
        "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "$schema",
        "$defs", "definitions", "$anchor", "contentEncoding", "contentMediaType", "contentSchema",
    ]
    private static let supported: Set<String> = [
        "type", "enum", "const", "anyOf", "oneOf", "allOf", "not", "if", "then", "else", "$ref", "properties",
        "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties",
        "dependentRequired", "dependentSchemas", "items", "prefixItems", "minItems", "maxItems", "contains",
        "minContains", "maxContains", "minLength", "maxLength", "pattern", "format", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    ]
    static let types = ["null", "boolean", "integer", "number", "string", "array", "object"]

    let object: JSONObject
    /// The place of the subschema.
    let path: String

    init(_ schema: JSONValue, at path: String) throws(JSONSchemaError) {
        guard let object = schema.object else {
            throw JSONSchemaError(path: path, reason: "must be an object or a boolean, but is \(schema.kind)")
        }
        if let key = object.firstRepeatedKey {
            throw JSONSchemaError(path: path, reason: "'\(key)' is written more than once")
        }
        self.object = object
        self.path = path
        for member in object.members
        where !Self.supported.contains(member.key) && !Self.annotations.contains(member.key) {
            // An identifier of the whole document changes nothing about references within it.
            if member.key == "$id", path == "#" { continue }
            if member.key == "uniqueItems", member.value == .bool(false) { continue }
            throw JSONSchemaError(
                path: self.path(member.key), reason: "the keyword '\(member.key)' is not supported")
        }
        if let dialect = self["$schema"] {
            let name = (dialect.string ?? "").split(separator: ":").last?.drop { $0 == "/" } ?? ""
            guard Self.dialects.contains(name.hasSuffix("#") ? String(name.dropLast()) : String(name)) else {
                throw JSONSchemaError(path: self.path("$schema"), reason: "the dialect \(dialect) is not supported")
            }
        }
    }

    /// What schemas of these say means the same here, or less.
    private static let dialects = [
        "json-schema.org/draft/2020-12/schema", "json-schema.org/draft/2019-09/schema",
        "json-schema.org/draft-07/schema", "json-schema.org/draft-06/schema",
    ]

    subscript(keyword: String) -> JSONValue? { object[keyword] }

    /// The place of a keyword.
    func path(_ keyword: String) -> String { "\(path)/\(JSONPointer.escaped(keyword))" }

    /// The names of the types that values may have; all where nothing is said.
    func typeNames() throws(JSONSchemaError) -> [String] {
        guard let type = self["type"] else { return ["null", "boolean", "number", "string", "array", "object"] }
        let names = type.array ?? [type]
        guard !names.isEmpty else { throw JSONSchemaError(path: path("type"), reason: "names no type") }
        for (index, name) in names.enumerated() where !Self.types.contains(name.string ?? "") {
            throw JSONSchemaError(
                path: type.array == nil ? path("type") : "\(path("type"))/\(index)",
                reason: "\(name) is no type; the types are null, boolean, integer, number, string, array and object")
        }
        return names.compactMap(\.string)
    }

    /// A count from `least` (0 where it is missing) to `most`.
    func limits(_ least: String, _ most: String) throws(JSONSchemaError) -> (Int, Int?) {
        (try count(least) ?? 0, try count(most))
    }

    func count(_ keyword: String) throws(JSONSchemaError) -> Int? {
        guard let value = self[keyword] else { return nil }
        guard let count = value.int, (0...Int(Int32.max)).contains(count) else {
            throw JSONSchemaError(path: path(keyword), reason: "must be a whole number from 0, but is \(value)")
        }
        return count
    }

    /// A list of schemas under a keyword, with their places.
    func schemas(_ keyword: String) throws(JSONSchemaError) -> [(schema: JSONValue, path: String)]? {
        guard let value = self[keyword] else { return nil }
        guard let schemas = value.array, !schemas.isEmpty else {
            throw JSONSchemaError(path: path(keyword), reason: "must be a list of schemas, with one at least")
        }
        return schemas.enumerated().map { ($1, "\(path(keyword))/\($0)") }
    }

    /// Values by key under a keyword, with their places.
    func map(_ keyword: String) throws(JSONSchemaError) -> [(key: String, value: JSONValue, path: String)] {
        guard let value = self[keyword] else { return [] }
        guard let object = value.object else {
            throw JSONSchemaError(path: path(keyword), reason: "must be an object, but is \(value.kind)")
        }
        if let key = object.firstRepeatedKey {
            throw JSONSchemaError(path: path(keyword), reason: "'\(key)' is written more than once")
        }
        return object.members.map { ($0.key, $0.value, "\(path(keyword))/\(JSONPointer.escaped($0.key))") }
    }

    /// The strings of a list.
    func strings(_ value: JSONValue, at path: String) throws(JSONSchemaError) -> [String] {
        guard let elements = value.array, elements.allSatisfy({ $0.string != nil }) else {
            throw JSONSchemaError(path: path, reason: "must be a list of strings")
        }
        return elements.compactMap(\.string)
    }

    /// The limits of a number.
    func number(isInteger: Bool) throws(JSONSchemaError) -> SchemaNumber {
        var number = SchemaNumber(
            isInteger: isInteger, minimum: self["minimum"], exclusiveMinimum: self["exclusiveMinimum"],
            maximum: self["maximum"], exclusiveMaximum: self["exclusiveMaximum"],
            range: NumberRange(isInteger: isInteger))
        for (keyword, value) in [
            ("minimum", number.minimum), ("exclusiveMinimum", number.exclusiveMinimum), ("maximum", number.maximum),
            ("exclusiveMaximum", number.exclusiveMaximum),
        ] {
            guard let value else { continue }
            let limit = try units(value, keyword)
            let isExclusive = keyword.hasPrefix("exclusive")
            if keyword.hasSuffix("inimum") {
                number.range.raise(to: isExclusive ? limit + 1 : limit)
            } else {
                number.range.lower(to: isExclusive ? limit - 1 : limit)
            }
        }
        if let divisor = self["multipleOf"] {
            guard try units(divisor, "multipleOf") > 0 else {
                throw JSONSchemaError(path: path("multipleOf"), reason: "must be above 0, but is \(divisor)")
            }
            guard try number.range.keepMultiples(of: units(divisor, "multipleOf")) else {
                throw JSONSchemaError(
                    path: path("multipleOf"),
                    reason: "\(divisor) is not supported; divisors have a million units of their last digit at most")
            }
            number.multiplesOf = [divisor]
        }
        return number
    }

    private func units(_ value: JSONValue, _ keyword: String) throws(JSONSchemaError) -> Int128 {
        guard value.double != nil else {
            throw JSONSchemaError(path: path(keyword), reason: "must be a number, but is \(value.kind)")
        }
        guard let limit = NumberRange.units(of: value) else {
            throw JSONSchemaError(
                path: path(keyword),
                reason:
                    "\(value) has more than \(NumberRange.fractionDigits) digits after the point or more than 15 "
                    + "in all, which is not supported")
        }
        return limit
    }
}
