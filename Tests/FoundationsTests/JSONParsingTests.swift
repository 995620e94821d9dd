import Foundations
import Testing

@Suite("JSON parsing")
struct JSONParsingTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: text, source: "test") }

    @Test(
        "Every kind of value is read",
        arguments: [
            ("null", .null), ("true", true), (" false ", false), ("\"\"", ""), ("[]", []), ("{}", [:]),
            ("\t[1, -2,\r\n 3.5 ]", [1, -2, 3.5]),
            (#"{"a": {"b": [null, {"c": ""}]}, "": 0}"#, ["a": ["b": [nil, ["c": ""]]], "": 0]),
            ("\u{FEFF}[1]", [1]),
        ] as [(String, JSONValue)])
    func kinds(text: String, expected: JSONValue) throws {
        #expect(try parse(text) == expected)
    }

    @Test(
        "Integers are exact as far as 64 bits reach, everything else is the nearest float",
        arguments: [
            ("0", .integer(0 as Int64)), ("9007199254740993", .integer(9_007_199_254_740_993 as Int64)),
            ("9223372036854775807", .integer(Int64.max)), ("-9223372036854775808", .integer(Int64.min)),
            ("9223372036854775808", .number(0x1p63)), ("-9223372036854775809", .number(-0x1p63)),
            ("18446744073709551615", .number(0x1p64)), ("18446744073709551616", .number(0x1p64)),
            ("1.0", .number(1)), ("1e0", .number(1)), ("1E+2", .number(100)), ("25e-1", .number(2.5)),
            ("0.1", .number(0.1)), ("123456.789e3", .number(123456789)),
            ("9007199254740993.0", .number(9_007_199_254_740_992)), ("1e23", .number(1e23)),
            ("2.2250738585072014e-308", .number(.leastNormalMagnitude)),
            ("2.2250738585072011e-308", .number(Double.leastNormalMagnitude.nextDown)),
            ("5e-324", .number(.leastNonzeroMagnitude)),
            ("1e-400", .number(0)), ("1e-99999999999999999999", .number(0)),
            ("0e99999999999999999999", .number(0)),
            ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
            ("0.000000000000000000000000000000000000000000000001e48", .number(1)),
        ] as [(String, JSONValue)])
    func numbers(text: String, expected: JSONValue) throws {
        #expect(try parse(text) == expected)
    }

    @Test("Negative zero keeps its sign")
    func negativeZero() throws {
        for text in ["-0", "-0.0", "-0e5"] { #expect(try parse(text).double?.sign == .minus) }
    }

    @Test("Escapes stand for their characters, surrogate pairs for one")
    func escapes() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\t""#).string == "\"\\/\u{8}\u{C}\n\r\t")
        #expect(try parse(#""\u0041\u00e9\u20AC\ud83d\uDE00x\u0000""#).string == "Aé€😀x\0")
        #expect(try parse("\"a\u{7F}é\u{2028}😀\"").string == "a\u{7F}é\u{2028}😀")
    }

    @Test(
        "What is no JSON is refused at its place",
        arguments: [
            ("", 0, 1, 1), ("  \n ", 4, 2, 2), ("[1,]", 3, 1, 4), ("[1 2]", 3, 1, 4), ("[1", 2, 1, 3),
            ("{\"a\" 1}", 5, 1, 6), ("{\"a\":}", 5, 1, 6), ("{a:1}", 1, 1, 2), ("{\"a\":1,}", 7, 1, 8),
            ("{\"a\":1", 6, 1, 7), ("1 1", 2, 1, 3), ("nul", 0, 1, 1), ("True", 0, 1, 1), ("[\n\n  x]", 5, 3, 3),
            ("01", 0, 1, 1), ("-", 1, 1, 2), ("-01", 1, 1, 2), ("+1", 0, 1, 1), (".5", 0, 1, 1), ("1.", 2, 1, 3),
            ("1.e5", 2, 1, 3), ("1e", 2, 1, 3), ("1e+", 3, 1, 4), ("1e400", 0, 1, 1), ("[-1e999999999]", 1, 1, 2),
            ("NaN", 0, 1, 1), ("Infinity", 0, 1, 1), ("'a'", 0, 1, 1), ("\"a", 2, 1, 3), ("\"a\\", 3, 1, 4),
            ("\"a\nb\"", 2, 1, 3), ("\"\t\"", 1, 1, 2), ("\"\\x\"", 1, 1, 2), ("\"\\u12\"", 5, 1, 6),
            ("\"\\uD800\"", 1, 1, 2), ("\"\\uD800\\n\"", 1, 1, 2), ("\"é\\uDC00\"", 3, 1, 3),
            ("\"\\uD800\\u0041\"", 1, 1, 2), ("[\"é😀\", x]", 11, 1, 8), ("// c\n1", 0, 1, 1), ("é", 0, 1, 1),
        ])
    func errors(text: String, byteOffset: Int, line: Int, column: Int) throws {
        let error = try #require(throws: JSONError.self) { try parse(text) }
        #expect(error.byteOffset == byteOffset)
        #expect(error.line == line)
        #expect(error.column == column)
        #expect(error.description.hasPrefix("test:\(line):\(column): not valid JSON: "))
    }

    @Test(
        "Bytes that are not UTF-8 are refused at their place",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
        ] as [[UInt8]])
    func badUTF8(bad: [UInt8]) throws {
        for prefix in ["", "é", #"\n\u00e9 long enough for a whole word"#] {
            let text = Array("[\"\(prefix)".utf8) + bad + Array("\"]".utf8)
            let error = try #require(throws: JSONError.self) { try JSONValue(parsing: text, source: "test") }
            #expect(error.byteOffset == 2 + prefix.utf8.count)
            #expect(error.reason.contains("UTF-8"))
        }
        #expect(throws: JSONError.self) { try JSONValue(parsing: bad, source: "test") }
    }

    @Test("A control character is found at every place of a word")
    func controlCharacters() throws {
        for length in 0..<20 {
            let text = "\"" + String(repeating: "é", count: length) + "\u{1F}" + "abcdefghijkl\""
            let error = try #require(throws: JSONError.self) { try parse(text) }
            #expect(error.byteOffset == 1 + 2 * length)
            let quoted =
                "\"" + String(repeating: "a", count: length) + "\\\"" + String(repeating: "b", count: length) + "\""
            #expect(try parse(quoted).string?.utf8.count == 2 * length + 1)
        }
    }

    @Test("Nesting is limited, and the limit itself is allowed")
    func depth() throws {
        let limit = JSONValue.defaultMaximumDepth
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try parse(nested(limit)) }
        #expect(throws: JSONError.self) { try parse(nested(limit + 1)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "{\"a\":", count: 1_000_000)) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: "[[1]]", source: "test", maximumDepth: 1) }
        // Siblings are not nested.
        #expect(try parse("[" + String(repeating: "[],", count: 1000) + "[]]").array?.count == 1001)
    }

    @Test("The line of an error counts from the line the text begins on")
    func firstLine() throws {
        let error = try #require(throws: JSONError.self) {
            try JSONValue(parsing: "{\"text\": }", source: "a.jsonl", firstLine: 17)
        }
        #expect("\(error)" == "a.jsonl:17:10: not valid JSON: expected a value, found '}'")
    }

    @Test("A repeated key stays visible, and looking it up gives the last")
    func repeatedKeys() throws {
        let value = try parse(#"{"a": 1, "b": 2, "a": 3}"#)
        #expect(value["a"] == 3)
        #expect(value.object?.members.count == 3)
        #expect(value.object?.firstRepeatedKey == "a")
        #expect(try parse(#"{"a": 1, "b": 2}"#).object?.firstRepeatedKey == nil)
    }

    @Test("Composed and decomposed letters are different keys and different strings")
    func canonicalEquivalence() throws {
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        let value = try parse("{\"\(composed)\": 1, \"\(decomposed)\": 2}")
        #expect(value[composed] == 1)
        #expect(value[decomposed] == 2)
        #expect(value.object?.firstRepeatedKey == nil)
        #expect(JSONValue.string(composed) != .string(decomposed))
        #expect(Set([JSONValue.string(composed), .string(decomposed)]).count == 2)
    }

    @Test("Accessors give nil for values of another kind")
    func accessors() throws {
        let value: JSONValue = ["i": 3, "d": 2.5, "whole": 4.0, "s": "x", "b": true, "n": nil, "a": [1, 2]]
        #expect(value["i"]?.int == 3)
        #expect(value["i"]?.double == 3)
        #expect(value["d"]?.int == nil)
        #expect(value["whole"]?.int == 4)
        #expect(value["s"]?.string == "x")
        #expect(value["s"]?.int == nil)
        #expect(value["b"]?.bool == true)
        #expect(value["n"]?.isNull == true)
        #expect(value["a"]?[1] == 2)
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["missing"] == nil)
        #expect(JSONValue.number(1e300).int == nil)
    }
}
