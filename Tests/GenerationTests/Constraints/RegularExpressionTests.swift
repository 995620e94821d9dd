import Foundations
import Generation
import TestSupport
import Testing

@Suite("Regular expressions")
struct RegularExpressionTests {
    /// A random expression over few letters, in the syntax that Swift's own engine shares.
    private static func pattern(_ random: inout SplitMix64, depth: Int, anchors: Bool) -> String {
        switch random.next(below: depth > 0 ? 12 : 5) {
        case 0, 1: return ["a", "b", "é", "漢", "1", " ", "\"", #"\\"#][random.next(below: 8)]
        case 2: return ["[ab]", "[^ab]", #"\d"#, "[a-c1]", #"[^\d]"#][random.next(below: 5)]
        case 3: return "."
        case 4: return anchors ? ["^", "$"][random.next(below: 2)] : "c"
        case 5, 6, 7:
            return pattern(&random, depth: depth - 1, anchors: anchors)
                + pattern(&random, depth: depth - 1, anchors: anchors)
        case 8, 9:
            return "(?:" + pattern(&random, depth: depth - 1, anchors: anchors) + "|"
                + pattern(&random, depth: depth - 1, anchors: anchors) + ")"
        default:
            let quantifier = ["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?"][random.next(below: 8)]
            return "(?:" + pattern(&random, depth: depth - 1, anchors: false) + ")" + quantifier
        }
    }

    private static func text(_ random: inout SplitMix64) -> String {
        let letters = ["a", "b", "c", "é", "漢", "1", " ", "\"", "\\", "x"]
        return (0..<random.next(below: 6)).map { _ in letters[random.next(below: letters.count)] }.joined()
    }

    @Test("What is found in a JSON string is what Swift's engine finds in its text", arguments: 0..<150)
    func searching(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pattern = Self.pattern(&random, depth: 4, anchors: true)
        let expected = try Regex(pattern).anchorsMatchLineEndings(false)
        guard let schema = try? JSONSchema(["type": "string", "pattern": .string(pattern)]) else {
            // No text is found: as far as a few texts can tell, neither by the other engine.
            for _ in 0..<30 { #expect(Self.text(&random).firstMatch(of: expected) == nil, "\(pattern)") }
            return
        }
        let grammar = ByteGrammar(schema)
        for _ in 0..<30 {
            let text = Self.text(&random)
            var automaton = ByteAutomaton(grammar)
            let isAccepted =
                automaton.advance(over: CanonicalJSON.bytes(of: .string(text))) && automaton.isComplete
            let isFound = text.firstMatch(of: expected) != nil
            #expect(isAccepted == isFound, "\(pattern) in \(text.debugDescription)")
            #expect(((try? schema.validate(.string(text))) != nil) == isFound)
        }
    }

    @Test(
        "A text matches as a whole where Swift's engine says so, and every beginning leads to a match",
        arguments: 0..<150)
    func whole(seed: UInt64) throws {
        var random = SplitMix64(seed: seed + 1000)
        let pattern = Self.pattern(&random, depth: 4, anchors: false)
        let expected = try Regex(pattern)
        let grammar = try ConstraintCompiler.grammar(.regex(pattern))
        for _ in 0..<30 {
            let text = Self.text(&random)
            var automaton = ByteAutomaton(grammar)
            let isAccepted = automaton.advance(over: text.utf8) && automaton.isComplete
            #expect(isAccepted == (text.wholeMatch(of: expected) != nil), "\(pattern) and \(text.debugDescription)")
        }
        // Whatever is written can be completed, and then matches.
        var automaton = ByteAutomaton(grammar)
        var written: [UInt8] = []
        for _ in 0..<random.next(below: 8) {
            let next = (UInt8.min...UInt8.max).filter { byte in
                var copy = automaton
                return copy.advance(byte)
            }
            guard !next.isEmpty else { break }
            written.append(next[random.next(below: next.count)])
            _ = automaton.advance(written[written.count - 1])
        }
        let text = try #require(String(validating: written + automaton.completion(), as: UTF8.self))
        #expect(try Regex(pattern).matchingSemantics(.unicodeScalar).wholeMatch(in: text) != nil, "\(pattern): \(text)")
    }

    @Test(
        "Escapes and classes are those of ECMA-262",
        arguments: [
            (#"\u00e9\u{6F22}\x41"#, "é漢A", true), (#"\ud83d\ude00"#, "😀", true), (#"\p{L}+"#, "Éa漢", true),
            (#"\p{L}"#, "1", false), (#"\P{Lu}"#, "a", true), (#"\P{Lu}"#, "A", false), (#"\p{Letter}"#, "ß", true),
            (#"\s"#, "\u{3000}", true), (#"\w+"#, "aZ_9", true), (#"\w"#, "é", false), (#"\d"#, "٣", false),
            (#"[\w-]+"#, "a-b", true), (#"[^]"#, "\n", true), (#"."#, "\n", false), (#"a{,2}"#, "a{,2}", true),
            (#"(?<year>\d{4})-\cJ"#, "2026-\n", true), (#"[\b]"#, "\u{8}", true), (#"\0"#, "\0", true),
            (#"(a|)b"#, "b", true), (#"a{0}b"#, "b", true), (#"[.*]"#, "*", true), (#"\/\-\."#, "/-.", true),
        ])
    func escapes(pattern: String, text: String, isMatch: Bool) throws {
        var automaton = ByteAutomaton(try ConstraintCompiler.grammar(.regex(pattern)))
        #expect((automaton.advance(over: text.utf8) && automaton.isComplete) == isMatch)
    }

    @Test(
        "What is not regular, or malformed, is refused by name and place",
        arguments: [
            ("a(?=b)", 1, "look-ahead"), ("(?!b)", 0, "look-ahead"), ("(?<=b)", 0, "look-behind"),
            ("(?<!b)", 0, "look-behind"), (#"(a)\1"#, 3, "back-references"), (#"\bx"#, 0, "word boundary"),
            ("(?i)a", 0, "flags"), ("(?>a)", 0, "atomic"), ("a++", 3, "possessive"), ("a**", 3, "nothing to repeat"),
            ("*a", 0, "nothing to repeat"), ("(a", 0, "no ')'"), ("a)", 1, "no '('"), ("[a", 0, "no ']'"),
            ("[b-a]", 1, "out of order"), (#"\q"#, 0, "no escape"), (#"\u12"#, 0, "hexadecimal"),
            (#"a\"#, 1, "backslash"),
            (#"\p{Greek}"#, 0, "Greek"), ("a{3,2}", 1, "upper limit"), ("^*", 0, "anchor"),
            (String(repeating: "(", count: 300), 200, "nested deeper"),
        ])
    func refusals(pattern: String, offset: Int, reason: String) {
        let error = #expect(throws: RegexError.self) { try ConstraintCompiler.grammar(.regex(pattern)) }
        #expect(error?.offset == offset, "\(error.map { "\($0)" } ?? "")")
        #expect(error?.reason.contains(reason) == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test("Expressions that are too large, or match nothing, are refused")
    func limits() {
        for pattern in ["(a|b)*a(a|b){40}", "(.{1000}){1000}", "[]", #"a{1000000000}"#, "(a?){20000}(a?){20000}b"] {
            let error = #expect(throws: RegexError.self) { try ConstraintCompiler.grammar(.regex(pattern)) }
            #expect(error?.offset == nil)
        }
    }
}
