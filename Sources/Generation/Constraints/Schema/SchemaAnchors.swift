import Foundations

/// Subschemas that have a name of their own (`$anchor`).
enum SchemaAnchors {
    /// Where subschemas are: under these keywords, and under the keys of these.
    private static let schemas: Set<String> = [
        "additionalProperties", "items", "contains", "not", "if", "then", "else", "propertyNames",
    ]
    private static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems"]
    private static let maps: Set<String> = [
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas",
    ]

    /// The subschema named `name`, and its place; nil where there is none.
    static func find(_ name: String, in schema: JSONValue, at path: String = "#") -> (JSONValue, String)? {
        guard let object = schema.object else { return nil }
        if object["$anchor"]?.string.map({ $0.hasSameBytes(as: name) }) == true { return (schema, path) }
        for member in object.members {
            let place = "\(path)/\(JSONPointer.escaped(member.key))"
            var inner: [(JSONValue, String)] = []
            if schemas.contains(member.key) { inner = [(member.value, place)] }
            if lists.contains(member.key) {
                inner = (member.value.array ?? []).enumerated().map { ($1, "\(place)/\($0)") }
            }
            if maps.contains(member.key) {
                inner = (member.value.object?.members ?? []).map {
                    ($0.value, "\(place)/\(JSONPointer.escaped($0.key))")
                }
            }
            for (schema, place) in inner {
                if let found = find(name, in: schema, at: place) { return found }
            }
        }
        return nil
    }
}
