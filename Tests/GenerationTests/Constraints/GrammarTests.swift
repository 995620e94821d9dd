import Foundations
import Generation
import Testing
import Tokenization

@Suite("Grammars in GBNF")
struct GrammarTests {
    /// Whether some text of the grammar begins with the bytes, by the plain recogniser; the last character may be cut.
    private static func isBeginning(_ bytes: [UInt8], _ rules: [ReferenceGrammar]) -> Bool {
        if let text = String(validating: bytes, as: UTF8.self) {
            return ReferenceRecogniser.read(text, rules).isBeginning
        }
        // Characters that begin with the cut one: those that grammars name, and some of all others.
        let tails: [[UInt8]] = [
            [0xA9], [0x80], [0xBF], [0x80, 0x80], [0xBF, 0xBF], [0xA0, 0x80], [0x9F, 0xBF], [0x80, 0x80, 0x80],
            [0x90, 0x80, 0x80], [0x8F, 0xBF, 0xBF],
        ]
        return tails.contains { tail in
            String(validating: bytes + tail, as: UTF8.self).map { ReferenceRecogniser.read($0, rules).isBeginning }
                ?? false
        }
    }

    @Test("A token is allowed where its bytes leave the text a beginning, and nowhere else", arguments: 0..<600)
    func masks(seed: UInt64) throws {
        var random = RandomGrammar(seed: seed)
        let (text, rules) = random.make()
        let tokenizer = try TinyModel.tokenizer.get()
        let end = try #require(tokenizer.endOfTextToken)
        let compiler = ConstraintCompiler(tokenizer: tokenizer, endTokens: [end])
        // Random rules may begin with themselves, end nowhere, or lead nowhere.
        guard var constraint = try? compiler.compile(.grammar(text)) else { return }
        var written: [UInt8] = []
        for _ in 0..<10 {
            let mask = constraint.allowedTokens()
            let isWhole = String(validating: written, as: UTF8.self).map { ReferenceRecogniser.read($0, rules).isWhole }
            #expect(constraint.isComplete == (isWhole ?? false), "\(text): \(written)")
            for token in 0..<Int32(tokenizer.vocabularySize) where !tokenizer.isSpecialToken(token) {
                let fits = Self.isBeginning(written + tokenizer.bytes(of: token), rules)
                #expect(mask.contains(token) == fits, "\(text): \(written) and \(tokenizer.bytes(of: token))")
            }
            #expect(mask.contains(end) == constraint.isComplete)
            guard mask.count > 0, let token = mask.token(at: random.generator.next(below: mask.count)), token != end
            else { break }
            let isAccepted = constraint.accept(token)
            #expect(isAccepted)
            written += tokenizer.bytes(of: token)
        }
    }

    @Test("Enough random grammars are sound to tell anything")
    func share() {
        let sound = (0..<600).count { seed in
            var random = RandomGrammar(seed: UInt64(seed))
            return (try? ByteGrammar(gbnf: random.make().text)) != nil
        }
        #expect(sound > 100, "\(sound)")
    }

    private static let json = #"""
        # JSON, as grammars are mostly written: objects, arrays, strings, numbers
        root   ::= object
        value  ::= object | array | string | number | ("true" | "false" | "null") ws

        object ::=
          "{" ws (
                    string ":" ws value
            ("," ws string ":" ws value)*
          )? "}" ws

        array  ::=
          "[" ws (
                    value
            ("," ws value)*
          )? "]" ws

        string ::=
          "\"" (
            [^"\\\x7F\x00-\x1F] |
            "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4}) # escapes
          )* "\"" ws

        number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws

        # Optional space: by convention, applied in this grammar after literal chars when allowed
        ws ::= | " " | "\n" [ \t]{0,20}
        """#

    @Test(
        "A grammar of JSON takes JSON",
        arguments: [
            (#"{"a": [1, -2.5e7, {"b": null}], "ü": "x\u00e9\n"}"#, true), ("{}", true), ("[]", false),
            (#"{"a": 01}"#, false), (#"{"a": 1,}"#, false), ("{\n  \"a\": true}", true), (#"{"a": "\q"}"#, false),
            (String(repeating: #"{"a":"#, count: 60) + "[[]]" + String(repeating: "}", count: 60), true),
        ])
    func json(text: String, isValid: Bool) throws {
        var automaton = ByteAutomaton(try ByteGrammar(gbnf: Self.json))
        #expect((automaton.advance(over: text.utf8) && automaton.isComplete) == isValid)
    }

    @Test("Deep nesting ends at a limit, and the text can still be finished")
    func depth() throws {
        var automaton = ByteAutomaton(try ByteGrammar(gbnf: #"root ::= "(" root ")" | "x""#))
        var depth = 0
        while automaton.advance(UInt8(ascii: "(")) { depth += 1 }
        #expect(depth > 300)
        let finishes = automaton.advance(over: "x".utf8)
        let closes = automaton.advance(over: [UInt8](repeating: UInt8(ascii: ")"), count: depth))
        #expect(finishes && closes && automaton.isFinished)
    }

    @Test(
        "What is wrong with a grammar is named with its line and column",
        arguments: [
            ("root ::= item\n", 1, 10, "no rule 'item'"), ("start ::= \"a\"", 1, 1, "'root'"),
            ("root ::= \"a\"\nroot ::= \"b\"", 2, 1, "twice"),
            ("root ::= \"a\"\nother ::= \"b\"", 2, 1, "nothing leads"),
            ("root ::= root \"a\" | \"b\"", 1, 10, "begins with itself"),
            ("root ::= x \"a\"\nx ::= \"b\"? y\ny ::= x | \"c\"", 2, 12, "begins with itself"),
            ("root ::= \"a\" root", 1, 1, "ever end"), ("root := \"a\"", 1, 6, "'::='"),
            ("root ::= \"a", 1, 10, "does not end"),
            ("root ::= [a", 1, 10, "no ']'"), ("root ::= (\"a\"", 1, 10, "no ')'"),
            ("root ::= \"a\" )", 1, 14, "no '('"),
            ("root ::= [b-a]", 1, 11, "out of order"), ("root ::= \"\\q\"", 1, 11, "no escape"),
            ("root ::= \"\\xZZ\"", 1, 11, "hexadecimal"), ("root ::= <think>", 1, 10, "not supported"),
            ("root ::= *", 1, 10, "nothing to repeat"), ("root ::= \"a\"{3,1}", 1, 13, "upper limit"),
            ("root ::= \"a\"{x}", 1, 13, "{m}"), ("root ::= \"a\" $", 1, 14, "does not belong"), ("", 1, 1, "'root'"),
            ("root ::= " + String(repeating: "(", count: 300), 1, 210, "nested deeper"), ("::=", 1, 1, "name"),
        ])
    func refusals(text: String, line: Int, column: Int, reason: String) {
        let error = #expect(throws: GrammarError.self) { try ByteGrammar(gbnf: text, source: "g.gbnf") }
        #expect(error?.line == line && error?.column == column, "\(error.map { "\($0)" } ?? "")")
        #expect(error?.reason.contains(reason) == true, "\(error.map { "\($0)" } ?? "")")
        #expect(error.map { "\($0)".hasPrefix("g.gbnf, line \(line), column \(column): ") } == true)
    }

    @Test("Repetitions of what may be empty come to an end, and counts may be large")
    func emptyItems() throws {
        for text in [
            "root ::= (a*)* \"x\"\na ::= \"a\" a | \"\"", "root ::= a{1000000000} \"x\"\na ::= \"(\" a \")\" | \"\"",
            "root ::= (a? a?){2,} \"x\"\na ::= \"(\" a \")\" | \"\"",
        ] {
            var automaton = ByteAutomaton(try ByteGrammar(gbnf: text))
            let finishes = automaton.advance(UInt8(ascii: "x"))
            #expect(finishes && automaton.isFinished)
        }
        var automaton = ByteAutomaton(try ByteGrammar(gbnf: "root ::= [a-z]{20000}"))
        let writes = automaton.advance(over: [UInt8](repeating: UInt8(ascii: "m"), count: 19_999))
        #expect(writes && !automaton.isComplete)
        let writesLast = automaton.advance(UInt8(ascii: "m"))
        #expect(writesLast && automaton.isFinished)
    }
}
