import Foundation
import Foundations
import TestSupport
import Testing

@Suite("JSON writing")
struct JSONWritingTests {
    @Test("What is written reads back as the same value", arguments: 0..<20)
    func roundTrip(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<100 {
            let value = random.value()
            #expect(try JSONValue(parsing: value.serialized(), source: "test") == value)
            #expect(try JSONValue(parsing: value.serialized(pretty: true), source: "test") == value)
        }
    }

    @Test("Foundation's own reader understands what is written")
    func foundationAgrees() throws {
        var random = RandomJSON(seed: 7)
        for _ in 0..<200 {
            let text = random.string()
            let number = random.number()
            let written = JSONValue.array([.string(text), .number(number)]).serializedBytes()
            let read = try #require(try JSONSerialization.jsonObject(with: Data(written)) as? [Any])
            #expect(Array((read[0] as? String ?? "?").utf8) == Array(text.utf8))
            // Foundation reads numbers with a small error.
            #expect(abs((read[1] as? Double ?? .nan) - number) <= 1e-14 * abs(number))
        }
    }

    @Test("Text is written as it is, but for quotation marks, backslashes and control characters")
    func escapes() {
        let text = "a\"\\/\u{8}\t\n\u{C}\r\u{1}\u{1F}\u{7F}é😀\u{2028}"
        #expect(
            JSONValue.string(text).serialized()
                == "\"a\\\"\\\\/\\b\\t\\n\\f\\r\\u0001\\u001f\u{7F}é😀\u{2028}\"")
    }

    @Test("Numbers take the fewest digits; integers stay integers; what JSON cannot say is null")
    func numbers() {
        let value: JSONValue = [
            0.1, 1.0, 1e100, .number(.leastNonzeroMagnitude), .integer(Int64.min), .number(-0.0), .number(.nan),
        ]
        #expect(value.serialized() == "[0.1,1.0,1e+100,5e-324,-9223372036854775808,-0.0,null]")
    }

    @Test("The pretty form indents by two spaces and keeps empty lists short")
    func pretty() {
        let value: JSONValue = ["b": [1, ["c": nil]], "a": [], "d": [:]]
        #expect(value.serialized() == #"{"b":[1,{"c":null}],"a":[],"d":{}}"#)
        #expect(
            value.serialized(pretty: true, sortedKeys: true) == """
                {
                  "a": [],
                  "b": [
                    1,
                    {
                      "c": null
                    }
                  ],
                  "d": {}
                }
                """)
    }

    @Test("Keys are sorted by their bytes")
    func sorting() {
        let value: JSONValue = ["é": 1, "z": 2, "Z": 3, "": 4, "za": 5]
        #expect(value.serialized(sortedKeys: true) == #"{"":4,"Z":3,"z":2,"za":5,"é":1}"#)
    }

    @Test("Setting a member replaces it, adds it or removes it")
    func members() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        #expect(object == ["a": 3, "c": 4])
        #expect(object != ["c": 4, "a": 3])
    }

    @Test("A file is read whole, and its name is in the error")
    func files() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("config.json")
        try AtomicFile.write("{\"a\": [1]}", to: url)
        #expect(try JSONValue(contentsOf: url) == ["a": [1]])
        try AtomicFile.write("{\n\"a\": oops}", to: url)
        let error = try #require(throws: JSONError.self) { try JSONValue(contentsOf: url) }
        #expect(error.description.hasPrefix("\(url.path):2:6: "))
        let missing = try #require(throws: FileError.self) { try JSONValue(contentsOf: folder.file("missing")) }
        #expect(missing.code == .notFound)
    }
}
