import Foundations
import Generation
import TestSupport
import Testing

@Suite("JSON Schemas")
struct JSONSchemaTests {
    @Test(
        "What is not supported is named with its place",
        arguments: [
            (
                #"{"type": "object", "properties": {"a/b": {"type": "string", "pattern": "x"}}}"#,
                "#/properties/a~1b/pattern", "'pattern' is not supported"
            ),
            (#"{"type": "string", "format": "date"}"#, "#/format", "not supported"),
            (#"{"type": "array"}"#, "#", "'items'"),
            (#"{"type": "array", "items": true}"#, "#/items", "must be an object"),
            (#"{"type": "array", "items": {"type": "null"}, "uniqueItems": true}"#, "#/uniqueItems", "not supported"),
            (#"{"type": "object", "additionalProperties": {"type": "null"}}"#, "#/additionalProperties", "only true"),
            (#"{"type": "object", "required": ["x"]}"#, "#/required", "'x'"),
            (#"{}"#, "#", "type"), (#"{"minLength": 3}"#, "#", "type"), (#"true"#, "#", "an object"),
            (#"{"type": "text"}"#, "#/type", "is no type"), (#"{"type": []}"#, "#/type", "no type"),
            (#"{"type": "string", "minLength": 4, "maxLength": 2}"#, "#/maxLength", "is 2"),
            (#"{"type": "string", "minLength": -1}"#, "#/minLength", "whole number"),
            (#"{"type": "integer", "multipleOf": 3}"#, "#/multipleOf", "not supported"),
            (#"{"type": "integer", "minimum": "a"}"#, "#/minimum", "must be a number"),
            (#"{"$ref": "other.json"}"#, "#/$ref", "same document"),
            (##"{"$ref": "#/$defs/x"}"##, "#/$ref", "not there"),
            (##"{"$ref": "#"}"##, "#", "refers to itself"),
            (#"{"anyOf": [{"type": "null"}], "type": "null"}"#, "#/anyOf", "beside 'type'"),
            (#"{"allOf": [{"type": "null"}, {"type": "null"}]}"#, "#/allOf", "several"),
            (#"{"oneOf": [{"type": "integer"}, {"type": "number"}]}"#, "#/oneOf", "both"),
            (#"{"anyOf": []}"#, "#/anyOf", "one"),
            (#"{"enum": []}"#, "#/enum", "one"), (#"{"enum": [1, 2], "const": 3}"#, "#", "no value"),
            (#"{"enum": ["a"], "type": "integer"}"#, "#", "none of its values"),
            (#"{"enum": ["a"], "minLength": 2}"#, "#/minLength", "'type'"),
            (##"{"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#"}}}"##, "#", "without end"),
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

    /// The suite's own verdicts, for every schema that this package takes.
    @Test("Verdicts are those of the JSON Schema Test Suite", .enabled(if: ReferenceData.has("json-schema")))
    func suite() throws {
        let names = [
            "additionalProperties", "allOf", "anyOf", "const", "default", "defs", "enum", "exclusiveMaximum",
            "exclusiveMinimum", "infinite-loop-detection", "items", "maxItems", "maxLength", "maximum", "minItems",
            "minLength", "minimum", "oneOf", "properties", "ref", "required", "type",
        ]
        var compared = 0
        for name in names {
            let file = try #require(ReferenceData.url("json-schema/\(name).json"))
            for group in try JSONValue(contentsOf: file).array ?? [] {
                guard let document = group["schema"], let schema = try? JSONSchema(document) else { continue }
                for test in group["tests"]?.array ?? [] {
                    let value = try #require(test["data"])
                    let isValid = (try? schema.validate(value)) != nil
                    #expect(isValid == test["valid"]?.bool, "\(name): \(group["description"] ?? "") \(value)")
                    compared += 1
                }
            }
        }
        #expect(compared > 150, "\(compared)")
    }
}
