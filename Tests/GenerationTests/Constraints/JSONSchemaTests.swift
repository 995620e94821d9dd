import Foundations
import Generation
import Testing

@Suite("JSON Schemas")
struct JSONSchemaTests {
    @Test(
        "What is not supported is named with its place",
        arguments: [
            (
                #"{"type": "object", "properties": {"a/b": {"type": "string", "pattern": "(?=x)"}}}"#,
                "#/properties/a~1b/pattern", "look-ahead"
            ),
            (#"{"type": "string", "format": "iri"}"#, "#/format", "not supported"),
            (#"{"type": "array", "items": []}"#, "#/items", "must be an object"),
            (#"{"items": {"unevaluatedItems": false}}"#, "#/items/unevaluatedItems", "not supported"),
            (#"{"type": "array", "items": {"type": "null"}, "uniqueItems": true}"#, "#/uniqueItems", "not supported"),
            (#"{"type": "object", "required": ["x"], "additionalProperties": false}"#, "#", "no value"),
            (#"false"#, "#", "no value"), (#"3"#, "#", "an object or a boolean"),
            (#"{"$schema": "https://example.com/own", "type": "null"}"#, "#/$schema", "dialect"),
            (#"{"not": {"items": {"type": "null"}}}"#, "#/not/items", "within 'not'"),
            (#"{"maxContains": 1, "contains": {"uniqueItems": true}}"#, "#/contains/uniqueItems", "not supported"),
            (#"{"minProperties": 1001}"#, "#", "not supported"),
            (#"{"type": "text"}"#, "#/type", "is no type"), (#"{"type": []}"#, "#/type", "no type"),
            (#"{"type": "string", "minLength": 4, "maxLength": 2}"#, "#", "no value"),
            (#"{"type": "string", "minLength": -1}"#, "#/minLength", "whole number"),
            (#"{"type": "number", "multipleOf": 0.1234567891}"#, "#/multipleOf", "not supported"),
            (#"{"multipleOf": 0}"#, "#/multipleOf", "above 0"),
            (#"{"type": "integer", "minimum": "a"}"#, "#/minimum", "must be a number"),
            (#"{"$ref": "other.json"}"#, "#/$ref", "same document"),
            (##"{"$ref": "#/$defs/x"}"##, "#/$ref", "not there"),
            (##"{"$ref": "#"}"##, "#", "refers to itself"),
            (#"{"allOf": [{"type": "null"}, {"type": "string"}]}"#, "#", "no value"),
            (#"{"oneOf": [{"type": "array"}, {"items": {"type": "number"}}]}"#, "#/oneOf/1/items", "within 'not'"),
            (#"{"anyOf": []}"#, "#/anyOf", "one"),
            (#"{"enum": []}"#, "#/enum", "one"), (#"{"enum": [1, 2], "const": 3}"#, "#", "no value"),
            (#"{"enum": ["a"], "type": "integer"}"#, "#", "none of its values"),
            (#"{"enum": ["a"], "minLength": 2}"#, "#", "none of its values"),
            (
                ##"{"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#"}}}"##, "#",
                "nested without end"
            ),
            (#"{"type": "null", "type": "null"}"#, "#", "more than once"),
        ])
    func refusals(schema: String, path: String, reason: String) throws {
        let document = try JSONValue(parsing: schema, source: "the schema")
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(document) }
        #expect(error?.path == path)
        #expect(error.map { "\($0)".contains(reason) } == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test(
        "A value that does not fit is named with its place",
        arguments: [
            (#"{"path": 3}"#, "path", "must be a string"), (#"{}"#, "path", "is missing"), (#"[]"#, "", "an object"),
            (#"{"path": "a", "lines": [1, 2.5]}"#, "lines[1]", "a whole number"),
            (#"{"path": "a", "lines": [0]}"#, "lines[0]", "at least 1"),
            (#"{"path": "a", "lines": [1, 1, 1, 1]}"#, "lines", "at most 3"),
            (#"{"path": "", "lines": []}"#, "path", "at least 1 characters"),
            (#"{"path": "a", "mode": "w"}"#, "mode", #"one of "r", "rw""#),
            (#"{"path": "a", "more": 1}"#, "more", "not known"),
            (#"{"path": "a", "path": "b"}"#, "path", "more than once"),
            (#"{"path": "a", "place": 3}"#, "place", "none of the 2 forms"),
        ])
    func violations(value: String, path: String, reason: String) throws {
        let schema = try JSONSchema([
            "type": "object", "required": ["path"],
            "properties": [
                "path": ["type": "string", "minLength": 1], "mode": ["enum": ["r", "rw"]],
                "lines": ["type": "array", "items": ["type": "integer", "minimum": 1], "maxItems": 3],
                "place": ["anyOf": [["type": "null"], ["type": "string"]]],
            ],
        ])
        let value = try JSONValue(parsing: value, source: "the value")
        let violation = #expect(throws: SchemaViolation.self) { try schema.validate(value, closed: true) }
        #expect(violation?.path == path)
        #expect(violation.map { "\($0)".contains(reason) } == true, "\(violation.map { "\($0)" } ?? "")")
    }

    @Test("Branches of oneOf that a member tells apart are allowed")
    func discriminator() throws {
        func branch(_ kind: String) -> JSONValue {
            ["type": "object", "required": ["kind"], "properties": ["kind": ["const": .string(kind)]]]
        }
        let schema = try JSONSchema(["oneOf": [branch("cat"), branch("hat"), ["type": "string"]]])
        try schema.validate(["kind": "hat"])
        try schema.validate("x")
        #expect(throws: SchemaViolation.self) { try schema.validate(["kind": "mat"]) }
    }
}
