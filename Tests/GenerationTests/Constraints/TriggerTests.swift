import Foundations
import Generation
import Testing
import Tokenization

@Suite("Constraints that begin later, and runs that are forced")
struct TriggerTests {
    private let tokenizer: Tokenizer
    private let end: Int32
    private let compiler: ConstraintCompiler

    init() throws {
        var trainer = BPETrainer(vocabularySize: 330, specialTokens: ["<|end|>", "<json>", "</json>"])
        trainer.add(#"call: {"name": "search", "query": "the cat"} the call and the cat"#)
        tokenizer = try trainer.train()
        end = try #require(tokenizer.specialToken("<|end|>"))
        compiler = ConstraintCompiler(tokenizer: tokenizer, endTokens: [end])
    }

    private func accepts(_ text: String, _ constraint: some TokenConstraint) -> Bool {
        var constraint = constraint
        return tokenizer.encode(text, allowingSpecialTokens: true).allSatisfy { token in
            let isInMask = constraint.allowedTokens().contains(token)
            let isAllowed = constraint.allows(token)
            let isAccepted = constraint.accept(token)
            return isInMask && isAllowed && isAccepted
        } && constraint.isComplete
    }

    @Test(
        "Text is free until a trigger, and then what belongs to the trigger",
        arguments: [
            ("the cat", true, true), ("call: 12", true, true), ("call: x", false, false),
            ("a call: 12 the", true, false),
            ("ccall: 1", true, true), ("cacall: x", false, false), ("call: 1 call: 2", true, false),
            ("call: 1 call: x", false, false), ("see: {}", true, true), ("see: {} see: []", false, false),
            ("", true, true),
            ("see: {", false, false), ("call:", true, true),
        ])
    func text(text: String, resuming: Bool, ending: Bool) throws {
        for (resumes, isValid) in [(true, resuming), (false, ending)] {
            let constraint = try compiler.compile(
                after: [("call: ", .regex("[0-9]+")), ("see: ", .schema(["type": "object"]))], resumes: resumes)
            #expect(accepts(text, constraint) == isValid, "\(resumes)")
        }
    }

    @Test(
        "A special token begins what is constrained, and another ends it",
        arguments: [
            ("the <json>1</json> cat <json>2</json><|end|>", true), ("<json>1</json>", true), ("<json>1", false),
            ("<json>x</json>", false), ("the <json></json>", false), ("the cat<|end|>", true), ("<|end|>", false),
        ])
    func tokens(text: String, isValid: Bool) throws {
        let (start, close) = (tokenizer.specialToken("<json>"), tokenizer.specialToken("</json>"))
        let constraint = try compiler.compile(afterToken: #require(start), .regex("[0-9]+"), closing: close)
        #expect(accepts(text, constraint) == isValid)
    }

    @Test("What is malformed is refused as without a trigger, and triggers are not empty")
    func refusals() {
        #expect(throws: ConstraintError.emptyTrigger) { try compiler.compile(after: [("", .anyJSON)]) }
        #expect(throws: ConstraintError.emptyTrigger) { try compiler.compile(after: []) }
        #expect(throws: RegexError.self) { try compiler.compile(after: [("x", .regex("("))]) }
        #expect(throws: GrammarError.self) { try compiler.compile(.grammar("x")) }
        #expect(throws: JSONSchemaError.self) { try compiler.compile(.schema(["uniqueItems": true])) }
    }

    @Test("Forced tokens are those of the tokenizer for the whole text, and leave choices to the model")
    func forced() throws {
        let schema: JSONValue = [
            "type": "object", "required": ["name", "query"],
            "properties": ["name": ["enum": ["search", "see"]], "query": ["type": "string"]],
        ]
        let start = try compiler.compile(.schema(schema))
        var forcedCount = 0
        for query in ["the cat", "", "x\n", "and", "é"] {
            for name in ["search", "see"] {
                let text = #"{"name": "\#(name)", "query": "# + JSONValue.string(query).serialized() + "}"
                let tokens = tokenizer.encode(text)
                var constraint = start
                for (index, token) in tokens.enumerated() {
                    let forced = constraint.forcedTokens()
                    #expect(tokens[index...].starts(with: forced), "\(text) at \(index): \(forced)")
                    forcedCount += forced.count
                    let isAccepted = constraint.accept(token)
                    #expect(isAccepted)
                }
                #expect(constraint.isComplete)
            }
        }
        #expect(forcedCount > 100, "\(forcedCount)")
        // A value that may go on is not ended by force.
        var number = try compiler.compile(.schema(["type": "integer", "minimum": 1, "maximum": 12]))
        let isAccepted = number.accept(tokenizer.encode("1")[0])
        #expect(isAccepted && number.forcedTokens().isEmpty)
    }

    @Test("Behind the budget a text goes straight to an end")
    func budget() throws {
        var constraint = try compiler.compile(.anyJSON, budget: 3)
        for token in tokenizer.encode(#"[[{"the"#) {
            let isAccepted = constraint.accept(token)
            guard isAccepted else { break }
        }
        var count = 0
        while true {
            let mask = constraint.allowedTokens()
            guard let token = mask.token(at: 0), token != end else { break }
            let isAccepted = constraint.accept(token)
            #expect(isAccepted)
            count += 1
        }
        #expect(constraint.isComplete && count < 12, "\(count)")
    }
}
