import Foundations

/// Seeded random schemas that use all keywords; some have no value, or combine what cannot be combined.
struct WideRandomSchema {
    var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    private mutating func chance(_ share: Double) -> Bool { generator.uniform() < share }
    private mutating func pick<Element>(_ list: [Element]) -> Element { list[generator.next(below: list.count)] }

    mutating func document() -> JSONValue {
        var document = schema(depth: 3).object ?? JSONObject()
        document["$defs"] = ["leaf": schema(depth: 0), "node": schema(depth: 1)]
        return .object(document)
    }

    private mutating func schema(depth: Int) -> JSONValue {
        if depth == 0 { return leaf() }
        switch generator.next(below: 14) {
        case 0, 1: return leaf()
        case 2: return ["$ref": .string(pick(["#/$defs/leaf", "#/$defs/node", "#"]))]
        case 3: return ["anyOf": [schema(depth: depth - 1), schema(depth: depth - 1)]]
        case 4: return ["oneOf": [leaf(), schema(depth: depth - 1)]]
        case 5: return ["allOf": [object(depth: depth - 1), object(depth: depth - 1)]]
        case 6: return ["type": ["string", "integer", "boolean", "null"], "not": leaf()]
        case 7:
            return [
                "type": "object", "properties": ["a": leaf(), "b": leaf()], "if": ["required": ["a"]],
                "then": ["required": ["b"]], "else": ["maxProperties": 2],
            ]
        case 8, 9: return array(depth: depth - 1)
        default: return object(depth: depth - 1)
        }
    }

    private mutating func leaf() -> JSONValue {
        switch generator.next(below: 12) {
        case 0: return ["type": "boolean"]
        case 1:
            return [
                "type": "integer", "minimum": .integer(generator.next(below: 50)),
                "multipleOf": .integer(1 + generator.next(below: 12)),
            ]
        case 2:
            return [
                "type": "number", "exclusiveMaximum": .integer(generator.next(below: 50)),
                "multipleOf": pick([0.5, 0.25, 2, 1.5]),
            ]
        case 3:
            return [
                "type": "string", "pattern": .string(pick(["^[a-c]+$", "a", "^(x|yz)*$", "[0-9]{2}", "\"", "^.é$"])),
                "maxLength": .integer(2 + generator.next(below: 8)),
            ]
        case 4:
            return [
                "type": "string",
                "format": .string(pick(["date", "time", "uuid", "ipv4", "hostname", "json-pointer"])),
            ]
        case 5: return ["enum": ["a", "b", 3, 2.5, .null, ["k": [1]]]]
        case 6: return ["const": .string(pick(["a", "x", "é\n"]))]
        case 7: return ["minLength": 2, "maxLength": 4, "minimum": 3, "maxItems": 1, "maxProperties": 1]
        case 8: return ["type": "string", "minLength": .integer(generator.next(below: 3))]
        case 9: return true
        default: return ["type": "integer", "minimum": -5, "maximum": .integer(generator.next(below: 2000))]
        }
    }

    private mutating func array(depth: Int) -> JSONValue {
        var schema: JSONObject = ["type": "array"]
        if chance(0.5) { schema["items"] = self.schema(depth: depth) }
        if chance(0.4) { schema["prefixItems"] = [leaf(), self.schema(depth: depth)] }
        if chance(0.4) { schema["minItems"] = .integer(generator.next(below: 3)) }
        if chance(0.6) { schema["maxItems"] = .integer(2 + generator.next(below: 3)) }
        if chance(0.3) {
            schema["contains"] = leaf()
            if chance(0.5) { schema["minContains"] = .integer(generator.next(below: 3)) }
            if chance(0.5) { schema["maxContains"] = .integer(1 + generator.next(below: 2)) }
        }
        return .object(schema)
    }

    private mutating func object(depth: Int) -> JSONValue {
        var schema: JSONObject = ["type": "object"]
        var properties = JSONObject()
        for key in ["a", "b", "ab", "id", "\""] where chance(0.4) { properties[key] = self.schema(depth: depth) }
        if chance(0.8) { schema["properties"] = .object(properties) }
        if chance(0.5) { schema["required"] = .array(["a", "z", "id"].filter { _ in chance(0.4) }) }
        if chance(0.4) { schema["additionalProperties"] = chance(0.3) ? .bool(false) : leaf() }
        if chance(0.3) { schema["patternProperties"] = ["^a": leaf(), "b$": leaf()] }
        if chance(0.2) { schema["propertyNames"] = ["pattern": "^[a-z]{1,2}$"] }
        if chance(0.3) { schema["minProperties"] = .integer(generator.next(below: 4)) }
        if chance(0.3) { schema["maxProperties"] = .integer(1 + generator.next(below: 4)) }
        if chance(0.2) { schema["dependentRequired"] = ["a": ["b"]] }
        if chance(0.1) { schema["dependentSchemas"] = ["b": ["minProperties": 2]] }
        return .object(schema)
    }
}
