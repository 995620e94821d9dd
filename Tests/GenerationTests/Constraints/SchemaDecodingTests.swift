import Foundations
import Generation
import Testing
import Tokenization

@Suite("Documents of random schemas")
struct SchemaDecodingTests {
    /// Writes a document, each token that is allowed as likely as any other.
    private func write(
        _ constraint: GrammarConstraint, _ tokenizer: Tokenizer, _ random: inout SplitMix64
    ) throws -> [UInt8] {
        var constraint = constraint
        var tokens: [Int32] = []
        while true {
            let mask = constraint.allowedTokens()
            guard mask.count > 0 else { break }
            let token = try #require(mask.token(at: random.next(below: mask.count)))
            let isAllowed = constraint.allows(token)
            let isAccepted = constraint.accept(token)
            #expect(isAllowed && isAccepted)
            if token == tokenizer.endOfTextToken { break }
            tokens.append(token)
            try #require(
                tokens.count < 4000, "\(String(decoding: tokenizer.decode(tokens).prefix(400), as: UTF8.self))")
        }
        #expect(constraint.isComplete)
        return tokenizer.decode(tokens)
    }

    @Test("Ten documents of each of 150 schemas, written at random within a budget, fit", arguments: [true, false])
    func budget(closed: Bool) throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let end = try #require(tokenizer.endOfTextToken)
        let compiler = ConstraintCompiler(tokenizer: tokenizer, endTokens: [end])
        var supported = 0
        for seed in 0..<240 {
            var random = WideRandomSchema(seed: UInt64(seed))
            let document = random.document()
            guard let schema = try? JSONSchema(document) else { continue }
            // Some have values only with what they do not describe.
            guard let constraint = try? compiler.compile(.schema(document, closed: closed), budget: 40) else {
                #expect(closed)
                continue
            }
            supported += 1
            for _ in 0..<10 {
                let text = try write(constraint, tokenizer, &random.generator)
                let value = try JSONValue(parsing: text, source: "the document")
                #expect(throws: Never.self, "seed \(seed): \(document) \(String(decoding: text, as: UTF8.self))") {
                    try schema.validate(value)
                }
                #expect(CanonicalJSON.bytes(of: value) == text, "\(String(decoding: text, as: UTF8.self))")
            }
        }
        #expect(supported > 100, "\(supported)")
    }

    @Test("A token is in the mask where all its bytes can follow one by one, whatever the schema", arguments: 0..<60)
    func masks(seed: UInt64) throws {
        var random = WideRandomSchema(seed: seed + 5000)
        let document = random.document()
        let tokenizer = try TinyModel.tokenizer.get()
        let compiler = ConstraintCompiler(tokenizer: tokenizer, endTokens: [])
        guard var constraint = try? compiler.compile(.schema(document, closed: false)) else { return }
        var automaton = ByteAutomaton(try ConstraintCompiler.grammar(.schema(document, closed: false)))
        for _ in 0..<40 {
            let mask = constraint.allowedTokens()
            for token in 0..<Int32(tokenizer.vocabularySize) where !tokenizer.isSpecialToken(token) {
                var copy = automaton
                #expect(mask.contains(token) == copy.advance(over: tokenizer.bytes(of: token)), "\(document)")
            }
            guard mask.count > 0, let token = mask.token(at: random.generator.next(below: mask.count)) else { break }
            let isAccepted = constraint.accept(token)
            let advances = automaton.advance(over: tokenizer.bytes(of: token))
            #expect(isAccepted && advances)
        }
    }

    @Test("A key never comes twice, also where few keys are possible and a token holds several")
    func keys() throws {
        let trainer = Tokenizer(characterVocabularyOf: "{}\"ab:, 1\": 1, \"a")
        let compiler = ConstraintCompiler(tokenizer: trainer, endTokens: [])
        let schema: JSONValue = [
            "type": "object", "propertyNames": ["pattern": "^[ab]{1,2}$"], "additionalProperties": ["const": 1],
        ]
        var sizes: Set<Int> = []
        var random = SplitMix64(seed: 3)
        for _ in 0..<200 {
            let text = try write(try compiler.compile(.schema(schema), budget: 60), trainer, &random)
            let value = try JSONValue(parsing: text, source: "the document")
            #expect(value.object?.firstRepeatedKey == nil)
            sizes.insert(value.object?.members.count ?? 0)
        }
        // There are six keys in all.
        #expect(sizes.max() ?? 0 <= 6 && sizes.count > 2, "\(sizes)")
        let grammar = try ConstraintCompiler.grammar(.schema(schema))
        var automaton = ByteAutomaton(grammar)
        let writesAll = automaton.advance(over: #"{"a": 1, "b": 1, "aa": 1, "ab": 1, "ba": 1, "bb": 1"#.utf8)
        #expect(writesAll)
        var copy = automaton
        let writesSeventh = copy.advance(UInt8(ascii: ","))
        #expect(!writesSeventh)
        let closes = automaton.advance(UInt8(ascii: "}"))
        #expect(closes && automaton.isFinished)
    }

    @Test("Members and elements that the schema does not describe come where it is not closed")
    func openness() throws {
        let schema: JSONValue = ["type": "object", "properties": ["a": ["prefixItems": [["type": "null"]]]]]
        func accepts(_ text: String, closed: Bool) throws -> Bool {
            var automaton = ByteAutomaton(try ConstraintCompiler.grammar(.schema(schema, closed: closed)))
            return automaton.advance(over: text.utf8) && automaton.isComplete
        }
        for (text, isDescribed) in [
            (#"{"a": [null]}"#, true), (#"{"a": [null, 1]}"#, false), (#"{"b": 1}"#, false),
            (#"{"a": [null], "b": {"c": []}}"#, false), ("{}", true),
        ] {
            #expect(try accepts(text, closed: false))
            #expect(try accepts(text, closed: true) == isDescribed)
        }
    }

    @Test("Multiples and limits of numbers are exactly those that arithmetic finds", arguments: 0..<80)
    func numbers(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let isInteger = random.next(below: 2) == 0
        let divisors: [JSONValue] = [1, 2, 3, 7, 25, 0.5, 0.25, 1.5, 0.1]
        var schema: JSONObject = ["type": .string(isInteger ? "integer" : "number")]
        if random.next(below: 3) > 0 { schema["multipleOf"] = divisors[random.next(below: divisors.count)] }
        if random.next(below: 2) == 0 { schema["minimum"] = .number(Double(random.next(below: 400)) / 4 - 50) }
        if random.next(below: 2) == 0 { schema["exclusiveMaximum"] = .number(Double(random.next(below: 400)) / 4) }
        guard let compiled = try? JSONSchema(.object(schema)) else { return }
        let grammar = ByteGrammar(compiled)
        for quarters in -800...800 {
            let value = Double(quarters) / 4
            let fits = (try? compiled.validate(.number(value))) != nil
            var texts = ["\(value)"]
            if value == value.rounded() { texts.append("\(Int(value))") }
            for text in texts {
                // Zero has one sign, and whole numbers no point.
                let isCanonical = text != "-0.0" && !(isInteger && text.contains("."))
                var automaton = ByteAutomaton(grammar)
                let isAccepted = automaton.advance(over: text.utf8) && automaton.isComplete
                #expect(isAccepted == (fits && isCanonical), "\(schema) \(text)")
            }
        }
    }
}
