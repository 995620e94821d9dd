import Foundations
import Generation
import Testing

@Suite("Numbers of a range, digit by digit")
struct NumberLanguageTests {
    private func accepts(_ schema: JSONValue, _ text: String) throws -> Bool {
        var automaton = ByteAutomaton(ByteGrammar(try JSONSchema(schema)))
        return automaton.advance(over: text.utf8) && automaton.isComplete
    }

    @Test("Exactly the whole numbers within the limits can be written, and every beginning leads to one")
    func integers() throws {
        for (low, high) in [(-12, 7), (0, 0), (5, 130), (-130, -98), (99, 101), (1000, 1003), (-1, 1)] {
            let schema: JSONValue = ["type": "integer", "minimum": .integer(low), "maximum": .integer(high)]
            for value in -1100...1100 {
                #expect(try accepts(schema, "\(value)") == (low...high).contains(value), "\(value) in \(low)...\(high)")
            }
            // Walk over all beginnings: each goes on, or ends.
            let grammar = ByteGrammar(try JSONSchema(schema))
            var beginnings = [ByteAutomaton(grammar)]
            while let automaton = beginnings.popLast() {
                let next = "-0123456789.e+".utf8.compactMap { byte in
                    var copy = automaton
                    return copy.advance(byte) ? copy : nil
                }
                #expect(!next.isEmpty || automaton.isComplete)
                beginnings += next
            }
        }
    }

    @Test(
        "Numbers are canonical",
        arguments: [
            ("0", true), ("-0", false), ("0.0", true), ("-0.0", false), ("00", false), ("01", false), ("1.50", false),
            ("1.5", true), ("100.0", true), ("1.", false), (".5", false), ("1e5", false), ("0.0001", true),
            ("0.00001", false), ("-0.25", true), ("123456789012345", true), ("1234567890123456", false),
            ("0.12345678901234", true), ("0.123456789012345", false), ("+1", false),
        ])
    func canonical(text: String, isValid: Bool) throws {
        #expect(try accepts(["type": "number"], text) == isValid)
    }

    @Test("Limits of numbers hold to the last digit")
    func limits() throws {
        let schema: JSONValue = ["type": "number", "exclusiveMinimum": 0.1, "maximum": 2.5]
        for (text, isValid) in [
            ("0.1", false), ("0.10000000000001", true), ("0.09", false), ("2.5", true), ("2.50000000000001", false),
            ("2", true), ("3", false), ("0", false), ("-1", false),
        ] {
            #expect(try accepts(schema, text) == isValid, "\(text)")
        }
        #expect(try accepts(["type": "integer"], "\(Int64.max)"))
        #expect(try accepts(["type": "integer"], "\(Int64.min)"))
        #expect(try !accepts(["type": "integer"], "9223372036854775808"))
        #expect(try accepts(["type": "integer", "minimum": 1.5, "maximum": 2.5], "2"))
        #expect(try accepts(["type": "number", "maximum": 1e300], "999999999999999"))
        for schema: JSONValue in [
            ["type": "integer", "minimum": 1.2, "maximum": 1.8], ["type": "number", "minimum": 3, "maximum": 2],
            ["type": "number", "minimum": 1e-20], ["type": "number", "minimum": 0.00001, "maximum": 0.00002],
            ["type": "number", "minimum": 1e17],
        ] {
            #expect(throws: JSONSchemaError.self) { try JSONSchema(schema) }
        }
    }
}
