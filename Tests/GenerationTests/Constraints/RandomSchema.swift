import Foundations
import TestSupport

/// Seeded random schemas of the supported subset, and random values that fit them.
///
/// The values are made from the JSON of the schema, not from what the package compiles it to.
struct RandomSchema {
    var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func chance(_ share: Double) -> Bool { generator.uniform() < share }

    mutating func number(in range: ClosedRange<Int>) -> Int { range.lowerBound + generator.next(below: range.count) }

    /// A whole schema: now and then with definitions that refer to themselves.
    mutating func document() -> JSONValue {
        guard chance(0.3) else { return schema(depth: 3, references: []) }
        var document = schema(depth: 2, references: ["#/$defs/list", "#/$defs/tree"]).object ?? JSONObject()
        document["$defs"] = [
            "list": [
                "anyOf": [
                    ["type": "null"],
                    [
                        "type": "object", "required": ["head"],
                        "properties": ["head": schema(depth: 1, references: []), "tail": ["$ref": "#/$defs/list"]],
                    ],
                ]
            ],
            "tree": [
                "type": "object", "required": ["branches"],
                "properties": ["branches": ["type": "array", "items": ["$ref": "#/$defs/tree"], "maxItems": 2]],
            ],
        ]
        return .object(document)
    }

    private mutating func schema(depth: Int, references: [String]) -> JSONValue {
        if !references.isEmpty, chance(0.25) {
            return ["$ref": .string(references[generator.next(below: references.count)])]
        }
        switch generator.next(below: depth > 0 ? 12 : 7) {
        case 0: return ["type": .string(chance(0.5) ? "null" : "boolean"), "description": "one of two"]
        case 1: return integer()
        case 2: return decimal()
        case 3, 4: return string()
        case 5:
            var values = RandomJSON(seed: generator.next())
            return ["enum": .array((0..<number(in: 1...5)).map { _ in distinct(values.value(depth: 2)) })]
        case 6:
            var values = RandomJSON(seed: generator.next())
            return ["const": distinct(values.value(depth: 1))]
        case 7:
            return [
                "anyOf": .array((0..<number(in: 1...3)).map { _ in schema(depth: depth - 1, references: references) })
            ]
        case 8: return array(depth: depth, references: references)
        case 9: return ["type": ["integer", "string", "null"], "minimum": 3, "maxLength": 4]
        default: return object(depth: depth, references: references)
        }
    }

    /// The value with no key twice in an object.
    private func distinct(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(distinct))
        case .object(let object):
            var result = JSONObject()
            for member in object.members { result[member.key] = distinct(member.value) }
            return .object(result)
        default: return value
        }
    }

    private mutating func integer() -> JSONValue {
        var schema: JSONObject = ["type": "integer"]
        let spread = [3, 120, 40_000, 3_000_000_000][generator.next(below: 4)]
        let low = number(in: -spread...spread)
        let high = low + number(in: 1...spread)
        if chance(0.5) { schema[chance(0.5) ? "minimum" : "exclusiveMinimum"] = .integer(low - 1) }
        if chance(0.5) { schema[chance(0.5) ? "maximum" : "exclusiveMaximum"] = .integer(high + 1) }
        return .object(schema)
    }

    private mutating func decimal() -> JSONValue {
        var schema: JSONObject = ["type": "number"]
        let scale = [1.0, 10, 1000, 8192][generator.next(below: 4)]
        let units = number(in: -5000...5000)
        let low = Double(units) / scale
        let high = Double(units + number(in: 1...5000)) / scale
        if chance(0.5) { schema[chance(0.5) ? "minimum" : "exclusiveMinimum"] = .number(low) }
        if chance(0.5) { schema[chance(0.5) ? "maximum" : "exclusiveMaximum"] = .number(high) }
        return .object(schema)
    }

    private mutating func string() -> JSONValue {
        var schema: JSONObject = ["type": "string"]
        let least = number(in: 0...4)
        if chance(0.4) { schema["minLength"] = .integer(least) }
        if chance(0.4) { schema["maxLength"] = .integer(least + number(in: 0...5)) }
        return .object(schema)
    }

    private mutating func array(depth: Int, references: [String]) -> JSONValue {
        var schema: JSONObject = ["type": "array", "items": self.schema(depth: depth - 1, references: references)]
        let least = number(in: 0...2)
        if chance(0.4) { schema["minItems"] = .integer(least) }
        if chance(0.5) { schema["maxItems"] = .integer(least + number(in: 0...3)) }
        return .object(schema)
    }

    private mutating func object(depth: Int, references: [String]) -> JSONValue {
        let keys = ["path", "query", "né", "a\"b", "x", "xy", ""].filter { _ in chance(0.4) }
        var properties = JSONObject()
        for key in keys { properties[key] = schema(depth: depth - 1, references: references) }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        schema["required"] = .array(keys.filter { _ in chance(0.5) }.map { .string($0) })
        if chance(0.5) { schema["additionalProperties"] = .bool(chance(0.3)) }
        return .object(schema)
    }

    // MARK: Values

    /// A value that fits `schema`, members in the schema's order; nil where the search went too deep.
    mutating func instance(of schema: JSONValue, in document: JSONValue, depth: Int = 0) -> JSONValue? {
        guard depth < 24 else { return nil }
        if let reference = schema["$ref"]?.string, let name = reference.split(separator: "/").last {
            guard let target = document["$defs"]?[String(name)] else { return nil }
            return instance(of: target, in: document, depth: depth + 1)
        }
        if let values = schema["enum"]?.array { return values[generator.next(below: values.count)] }
        if let value = schema["const"] { return value }
        if let branches = schema["anyOf"]?.array {
            return instance(of: branches[generator.next(below: branches.count)], in: document, depth: depth + 1)
        }
        let types = schema["type"]?.array ?? [schema["type"] ?? .null]
        switch types[generator.next(below: types.count)].string {
        case "null": return .null
        case "boolean": return .bool(chance(0.5))
        case "integer":
            let (low, high) = limits(schema, step: 1, spread: 1000)
            return .integer(number(in: Int(low.rounded(.up))...Int(high.rounded(.down))))
        case "number":
            let (low, high) = limits(schema, step: 0.001, spread: 1000)
            // A decimal of few digits within the limits, so that it has a canonical form.
            let places = 10_000.0
            let units = number(in: Int((low * places).rounded(.up))...Int((high * places).rounded(.down)))
            return .number(Double(units) / places)
        case "string":
            let least = schema["minLength"]?.int ?? 0
            let most = schema["maxLength"]?.int ?? least + 6
            var text = String.UnicodeScalarView()
            while text.count < number(in: least...most) || text.count < least {
                let limits = [0x20, 0x80, 0x800, 0x110000]
                if let scalar = Unicode.Scalar(UInt32(generator.next(below: limits[generator.next(below: 4)]))) {
                    text.append(scalar)
                }
            }
            return .string(String(text))
        case "array":
            let least = schema["minItems"]?.int ?? 0
            let most = schema["maxItems"]?.int ?? least + 2
            var elements: [JSONValue] = []
            for _ in 0..<number(in: least...most) {
                guard let items = schema["items"], let element = instance(of: items, in: document, depth: depth + 1)
                else { return nil }
                elements.append(element)
            }
            return .array(elements)
        default:
            let required = schema["required"]?.array ?? []
            var object = JSONObject()
            for member in schema["properties"]?.object?.members ?? [] {
                guard required.contains(.string(member.key)) || chance(0.5) else { continue }
                guard let value = instance(of: member.value, in: document, depth: depth + 1) else { return nil }
                object[member.key] = value
            }
            return .object(object)
        }
    }

    private func limits(_ schema: JSONValue, step: Double, spread: Double) -> (Double, Double) {
        let low = schema["minimum"]?.double ?? schema["exclusiveMinimum"]?.double.map { $0 + step }
        let high = schema["maximum"]?.double ?? schema["exclusiveMaximum"]?.double.map { $0 - step }
        let bottom = low ?? (high ?? 0) - spread
        return (bottom, high ?? bottom + spread)
    }
}
