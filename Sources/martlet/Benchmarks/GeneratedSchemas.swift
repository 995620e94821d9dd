import Foundations

/// Schemas made up from a seed: records of named values as applications ask for, nested a few levels deep.
struct GeneratedSchemas {
    private static let names = [
        "id", "name", "title", "kind", "status", "count", "price", "created_at", "tags", "items", "owner", "address",
        "note", "score", "enabled", "parent", "unit", "language", "version", "url",
    ]
    private static let words = ["open", "closed", "new", "draft", "high", "low", "red", "green", "meter", "piece"]
    private static let formats = ["date", "time", "date-time", "uuid", "email", "ipv4"]

    private var random: SplitMix64

    /// The same schemas for the same seed.
    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// The next `count` schemas.
    mutating func make(_ count: Int) -> [(name: String, schema: JSONValue)] {
        (0..<count).map { ("made up \($0 + 1)", record(depth: 0)) }
    }

    private mutating func record(depth: Int) -> JSONValue {
        var names = Self.names, properties = JSONObject(), required: [JSONValue] = []
        for _ in 0...random.next(below: depth == 0 ? 7 : 4) {
            let name = names.remove(at: random.next(below: names.count))
            properties[name] = value(depth: depth + 1)
            if random.next(below: 3) > 0 { required.append(.string(name)) }
        }
        return [
            "type": "object", "properties": .object(properties), "required": .array(required),
            "additionalProperties": .bool(random.next(below: 4) == 0),
        ]
    }

    private mutating func value(depth: Int) -> JSONValue {
        switch random.next(below: depth < 3 ? 9 : 6) {
        case 0: return ["type": "string", "maxLength": .integer(8 + random.next(below: 60))]
        case 1: return ["type": "string", "format": .string(Self.formats[random.next(below: Self.formats.count)])]
        case 2: return ["type": "integer", "minimum": .integer(-random.next(below: 100)), "maximum": 10_000]
        case 3: return ["type": "number"]
        case 4: return ["type": ["boolean", "null"]]
        case 5:
            let first = random.next(below: Self.words.count - 3)
            return ["enum": .array(Self.words[first...first + 2].map { .string($0) })]
        case 6:
            return ["type": "array", "maxItems": .integer(1 + random.next(below: 6)), "items": value(depth: depth + 1)]
        case 7: return ["anyOf": [["type": "null"], value(depth: depth + 1)]]
        default: return record(depth: depth)
        }
    }
}
