import Foundations
import Generation
import Testing
import Tokenization

@Suite("Turns with tool calls")
struct ToolCallConstraintTests {
    private static let special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>"]
    private static let tools = [
        ToolDefinition(
            name: "read_file", description: "Reads.",
            parameters: [
                "type": "object", "properties": ["path": ["type": "string", "maxLength": 8]], "required": ["path"],
                "additionalProperties": false,
            ]),
        ToolDefinition(
            name: "read", description: "Reads.",
            parameters: ["type": "object", "properties": ["all": ["type": "boolean"]]]),
    ]

    private let tokenizer: Tokenizer
    private let end: Int32

    init() throws {
        var trainer = BPETrainer(vocabularySize: 320, specialTokens: Self.special)
        trainer.add(#"{"name": "read_file", "arguments": {"path": "a.txt"}} the cat reads the file"#)
        tokenizer = try trainer.train()
        end = try #require(tokenizer.specialToken("<|im_end|>"))
    }

    private func constraint(_ tools: [ToolDefinition] = tools) throws -> ToolCallConstraint {
        try ToolCallConstraint(
            tools: tools, tokenizer: tokenizer, vocabulary: ConstraintVocabulary(tokenizer), endTokens: [end])
    }

    private func accepts(_ text: String, _ tools: [ToolDefinition] = tools) throws -> Bool {
        var constraint = try constraint(tools)
        return tokenizer.encode(text, allowingSpecialTokens: true).allSatisfy { token in
            let isAllowed = constraint.allows(token)
            let isInMask = constraint.allowedTokens().contains(token)
            let isAccepted = constraint.accept(token)
            return isAllowed && isAccepted && isInMask
        } && constraint.isComplete
    }

    @Test(
        "A turn is a text or one call that fits",
        arguments: [
            ("The cat reads.<|im_end|>", true), ("<|im_end|>", false), ("The <|im_start|><|im_end|>", false),
            ("The <tool_call><|im_end|>", false), ("<|im_start|>", false), ("<|endoftext|>", false),
            ("<tool_call>\n{\"name\": \"read_file\", \"arguments\": {\"path\": \"a\"}}\n</tool_call><|im_end|>", true),
            ("<tool_call>\n{\"name\": \"read\", \"arguments\": {}}\n</tool_call><|im_end|>", true),
            ("<tool_call>\n{\"name\": \"read\", \"arguments\": {\"all\": true}}\n</tool_call><|im_end|>", true),
            ("<tool_call>\n{\"name\": \"read\", \"arguments\": {\"path\": \"a\"}}\n</tool_call><|im_end|>", false),
            ("<tool_call>\n{\"name\": \"read_file\", \"arguments\": {}}\n</tool_call><|im_end|>", false),
            ("<tool_call>\n{\"name\": \"write\", \"arguments\": {}}\n</tool_call><|im_end|>", false),
            ("<tool_call>{\"name\": \"read\", \"arguments\": {}}\n</tool_call><|im_end|>", false),
            ("<tool_call>\n{\"name\": \"read\", \"arguments\": {}}</tool_call><|im_end|>", false),
            ("<tool_call>\n{\"name\": \"read\", \"arguments\": {}}\n</tool_call>more<|im_end|>", false),
            ("<tool_call>\n{\"name\": \"read\", \"arguments\": {}}\n<|im_end|>", false),
        ])
    func turns(text: String, isValid: Bool) throws {
        #expect(try accepts(text) == isValid)
    }

    @Test("Without tools a turn is text alone")
    func noTools() throws {
        #expect(try accepts("The cat.<|im_end|>", []))
        #expect(
            try !accepts("<tool_call>\n{\"name\": \"read\", \"arguments\": {}}\n</tool_call><|im_end|>", []))
    }

    @Test("Random tokens give a text or a call that fits", arguments: 0..<40)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var constraint = try constraint()
        var tokens: [Int32] = []
        while tokens.last != end {
            let mask = constraint.allowedTokens()
            var choices = (0..<Int32(tokenizer.vocabularySize)).filter { mask.contains($0) }
            try #require(!choices.isEmpty)
            let call = try #require(tokenizer.specialToken("<tool_call>"))
            if tokens.isEmpty, seed % 4 > 0 { choices = [call] }
            if mask.contains(end), random.next(below: 8) == 0 { choices = [end] }
            let token = choices[random.next(below: choices.count)]
            let isAccepted = constraint.accept(token)
            #expect(isAccepted)
            tokens.append(token)
        }
        #expect(constraint.isComplete && constraint.allowedTokens().isEmpty)
        let text = tokenizer.decodeString(tokens)
        guard seed % 4 > 0 else { return }
        let body = try #require(text.wholeMatch(of: /(?s)<tool_call>\n(.*)\n<\/tool_call><\|im_end\|>/)).output.1
        let value = try JSONValue(parsing: String(body), source: "the call")
        let tool = try #require(Self.tools.first { $0.name == value["name"]?.string })
        try JSONSchema(tool.parameters).validate(try #require(value["arguments"]), closed: true)
    }

    @Test("Tools that cannot be called are refused by name")
    func refusals() throws {
        let broken = ToolDefinition(name: "odd", description: "", parameters: ["type": "string"])
        let pattern = ToolDefinition(
            name: "odd", description: "",
            parameters: ["type": "object", "properties": ["x": ["type": "string", "pattern": "(?!a)"]]])
        for tool in [broken, pattern] {
            let error = #expect(throws: ConstraintError.self) { try constraint([tool]) }
            #expect(error.map { "\($0)".contains("'odd'") } == true)
        }
        #expect(throws: ConstraintError.repeatedTool("read")) { try constraint([Self.tools[1], Self.tools[1]]) }
        let plain = try TinyModel.tokenizer.get()
        #expect(throws: ConstraintError.missingSpecialToken("<tool_call>")) {
            try ToolCallConstraint(
                tools: Self.tools, tokenizer: plain, vocabulary: ConstraintVocabulary(plain), endTokens: [0])
        }
        #expect(throws: ConstraintError.noEndToken) {
            try ToolCallConstraint(
                tools: [], tokenizer: plain, vocabulary: ConstraintVocabulary(plain), endTokens: [])
        }
    }
}
