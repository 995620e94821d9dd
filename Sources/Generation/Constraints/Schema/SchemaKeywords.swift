import Foundations

/// The keywords of one subschema, each of them known.
struct SchemaKeywords {
    /// Keywords that say nothing about which values fit.
    private static let annotations: Set<String> = [
        "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "$schema",
        "$defs", "definitions",
    ]
    private static let supported: Set<String> = [
        "type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref", "properties", "required", "additionalProperties",
        "items", "minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum",
    ]

    private let object: JSONObject
    /// The place of the subschema.
    let path: String

    init(_ schema: JSONValue, at path: String) throws(JSONSchemaError) {
        guard let object = schema.object else {
            throw JSONSchemaError(path: path, reason: "must be an object, but is \(schema.kind)")
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
    }

    subscript(keyword: String) -> JSONValue? { object[keyword] }

    /// The keywords that say which values fit, in the order of the schema.
    var assertions: [String] { object.members.map(\.key).filter { Self.supported.contains($0) } }

    /// The place of a keyword.
    func path(_ keyword: String) -> String { "\(path)/\(JSONPointer.escaped(keyword))" }

    /// A count from `least` (0 where it is missing) to `most`.
    func limits(_ least: String, _ most: String) throws(JSONSchemaError) -> (Int, Int?) {
        let lower = try count(least) ?? 0
        let upper = try count(most)
        if let upper, upper < lower {
            throw JSONSchemaError(path: path(most), reason: "is \(upper), but '\(least)' is \(lower)")
        }
        return (lower, upper)
    }

    private func count(_ keyword: String) throws(JSONSchemaError) -> Int? {
        guard let value = self[keyword] else { return nil }
        guard let count = value.int, (0...Int(Int32.max)).contains(count) else {
            throw JSONSchemaError(path: path(keyword), reason: "must be a whole number from 0, but is \(value)")
        }
        return count
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
            let isExclusive = keyword.hasPrefix("exclusive")
            if keyword.hasSuffix("inimum") {
                number.range.raise(to: isExclusive ? limit + 1 : limit)
            } else {
                number.range.lower(to: isExclusive ? limit - 1 : limit)
            }
        }
        guard NumberProgress().isFeasible(in: number.range) else {
            throw JSONSchemaError(
                path: path,
                reason:
                    "no number that can be decoded lies within its limits (whole numbers of 64 bits, others with 15 "
                    + "digits)")
        }
        return number
    }

    func requiredKeys() throws(JSONSchemaError) -> [String] {
        guard let value = self["required"] else { return [] }
        guard let elements = value.array, elements.allSatisfy({ $0.string != nil }) else {
            throw JSONSchemaError(path: path("required"), reason: "must be a list of strings")
        }
        return elements.compactMap(\.string)
    }

    /// The described members of an object, and the places of their schemas.
    func properties() throws(JSONSchemaError) -> [(key: String, schema: JSONValue, path: String)] {
        guard let value = self["properties"] else { return [] }
        guard let object = value.object else {
            throw JSONSchemaError(path: path("properties"), reason: "must be an object, but is \(value.kind)")
        }
        if let key = object.firstRepeatedKey {
            throw JSONSchemaError(path: path("properties"), reason: "'\(key)' is written more than once")
        }
        return object.members.map { ($0.key, $0.value, "\(path("properties"))/\(JSONPointer.escaped($0.key))") }
    }

    func allowsOtherMembers() throws(JSONSchemaError) -> Bool {
        guard let value = self["additionalProperties"] else { return true }
        guard let allows = value.bool else {
            throw JSONSchemaError(
                path: path("additionalProperties"), reason: "only true and false are supported, no schema")
        }
        return allows
    }
}
