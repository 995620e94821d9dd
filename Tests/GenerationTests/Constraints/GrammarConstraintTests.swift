import Foundations
import Generation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("Decoding constrained to a JSON Schema")
struct GrammarConstraintTests {
    /// Writes a text of random bytes that the grammar allows; what closes something is favoured more and more.
    private func randomText(_ grammar: ByteGrammar, _ random: inout SplitMix64) -> [UInt8]? {
        var automaton = ByteAutomaton(grammar)
        var bytes: [UInt8] = []
        while !automaton.isFinished {
            if automaton.isComplete, random.next(below: 3) == 0 { break }
            let next = (UInt8.min...UInt8.max).filter { byte in
                var copy = automaton
                return copy.advance(byte)
            }
            // From every state that was reached there is a way on.
            guard !next.isEmpty else { return nil }
            let closing = next.filter { "\"]},.".utf8.contains($0) }
            let hurries = random.next(below: 200) < bytes.count && !closing.isEmpty
            let choice = hurries ? closing : next
            let byte = choice[random.next(below: choice.count)]
            guard automaton.advance(byte) else { return nil }
            bytes.append(byte)
            if bytes.count > 20_000 { return nil }
        }
        return bytes
    }

    @Test("Whatever is written byte by byte at random parses, fits its schema, and is canonical", arguments: 0..<400)
    func soundness(seed: Int) throws {
        var random = RandomSchema(seed: UInt64(seed))
        let document = random.document()
        let schema = try JSONSchema(document)
        for _ in 0..<4 {
            let bytes = try #require(randomText(ByteGrammar(schema), &random.generator), "\(document)")
            let text = String(decoding: bytes, as: UTF8.self)
            let value = try JSONValue(parsing: bytes, source: "the text")
            #expect(throws: Never.self, "\(document) \(text)") { try schema.validate(value, closed: true) }
            #expect(CanonicalJSON.bytes(of: value) == bytes, "\(document) \(text)")
        }
    }

    @Test("Every value that fits a schema can be written", arguments: 0..<400)
    func completeness(seed: Int) throws {
        var random = RandomSchema(seed: UInt64(seed) + 10_000)
        let document = random.document()
        let schema = try JSONSchema(document)
        for _ in 0..<8 {
            guard let value = random.instance(of: document, in: document) else { continue }
            #expect(throws: Never.self, "\(document) \(value)") { try schema.validate(value) }
            var automaton = ByteAutomaton(ByteGrammar(schema))
            let isAccepted = automaton.advance(over: CanonicalJSON.bytes(of: value)) && automaton.isComplete
            #expect(isAccepted, "\(document) \(value)")
        }
    }

    @Test("The mask of a state holds the tokens whose bytes can follow, and no other", arguments: 0..<60)
    func masks(seed: Int) throws {
        var random = RandomSchema(seed: UInt64(seed) + 20_000)
        let tokenizer = try TinyModel.tokenizer.get()
        let vocabulary = ConstraintVocabulary(tokenizer)
        let schema = try JSONSchema(random.document())
        let end = try #require(tokenizer.endOfTextToken)
        var constraint = try GrammarConstraint(schema, vocabulary: vocabulary, endTokens: [end])
        var automaton = ByteAutomaton(ByteGrammar(schema))
        for _ in 0..<60 {
            let mask = constraint.allowedTokens()
            #expect(mask.vocabularySize == tokenizer.vocabularySize)
            for token in 0..<Int32(tokenizer.vocabularySize) {
                var copy = automaton
                let fits =
                    tokenizer.isSpecialToken(token)
                    ? token == end && automaton.isComplete : copy.advance(over: tokenizer.bytes(of: token))
                #expect(mask.contains(token) == fits)
                #expect(constraint.allows(token) == fits)
            }
            let choices = (0..<Int32(tokenizer.vocabularySize)).filter { mask.contains($0) }
            let token = choices[random.generator.next(below: choices.count)]
            let isAccepted = constraint.accept(token)
            #expect(isAccepted)
            if token == end { break }
            let advances = automaton.advance(over: tokenizer.bytes(of: token))
            #expect(advances)
        }
    }

    /// A schema whose values are short, so that a model without sense comes to an end.
    private static let short: JSONValue = [
        "type": "object", "required": ["name", "tags", "kind"], "additionalProperties": false,
        "properties": [
            "name": ["type": "string", "maxLength": 6], "count": ["type": "integer", "minimum": -20, "maximum": 99],
            "tags": ["type": "array", "items": ["type": "string", "maxLength": 2], "maxItems": 2],
            "kind": ["enum": ["cat", "hat", 3, ["a": [true]]]],
        ],
    ]

    @Test("A model with random weights writes values that fit, on any number of threads", arguments: 0..<12)
    func model(seed: UInt64) throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let end = try #require(tokenizer.endOfTextToken)
        let schema = try JSONSchema(Self.short)
        var request = GenerationRequest(
            prompt: tokenizer.encode("the cat"),
            sampling: seed == 0
                ? .greedy : SamplingOptions(temperature: 1, topK: Int(seed % 3) * 20, topP: 1, seed: seed),
            constraint: try GrammarConstraint(schema, vocabulary: ConstraintVocabulary(tokenizer), endTokens: [end]))
        let (_, found) = try TinyModel.run(request, context: 256, endTokens: [end])
        let result = try #require(found)
        #expect(result.stopReason == .endToken(end))
        try schema.validate(JSONValue(parsing: result.text, source: "the text"), closed: true)
        for threads in 2...3 {
            #expect(
                try TinyModel.run(request, context: 256, endTokens: [end], threads: threads).result?.tokens
                    == result.tokens)
        }
        // Greedily, the mask and the shorter way give the same.
        request.candidateCount = 3
        #expect(try TinyModel.run(request, context: 256, endTokens: [end]).result?.tokens == result.tokens)
    }

    @Test("Forced tokens are taken without the model, which reads them as if it had chosen them", arguments: 0..<6)
    func forced(seed: UInt64) throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let end = try #require(tokenizer.endOfTextToken)
        let schema = try JSONSchema(Self.short)
        var request = GenerationRequest(
            prompt: tokenizer.encode("the cat"),
            sampling: SamplingOptions(temperature: 1, topK: 0, topP: 1, seed: seed),
            constraint: try GrammarConstraint(schema, vocabulary: ConstraintVocabulary(tokenizer), endTokens: [end]))
        request.takesForcedTokens = true
        let result = try #require(try TinyModel.run(request, context: 256, endTokens: [end]).result)
        #expect(result.stopReason == .endToken(end))
        try schema.validate(JSONValue(parsing: result.text, source: "the text"), closed: true)
        // The first key is forced: its tokens are the tokenizer's.
        let opening = tokenizer.encode(#"{"name": "#)
        #expect(result.tokens.starts(with: opening.dropLast(2)))
        request.usesCache = false
        #expect(try TinyModel.run(request, context: 256, endTokens: [end]).result?.tokens == result.tokens)
    }

    @Test("Constrained requests that share a batch give what each gives alone, forced runs included")
    func batch() throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let end = try #require(tokenizer.endOfTextToken)
        let schema = try JSONSchema(Self.short)
        let constraint = try GrammarConstraint(
            schema, vocabulary: ConstraintVocabulary(tokenizer), endTokens: [end])
        let requests = (0..<6).map { seed in
            var request = GenerationRequest(
                prompt: tokenizer.encode("the cat and the hat") + [Int32(seed)],
                sampling: SamplingOptions(temperature: 1, topK: 0, topP: 1, seed: UInt64(seed)), constraint: constraint)
            request.takesForcedTokens = seed % 3 > 0
            return request
        }
        let engine = BatchEngine(
            model: try TinyModel.make(context: 256, endTokens: [end]), tokenizer: tokenizer,
            device: CPUDevice(threadCount: 2), options: EngineOptions())
        let ids = try requests.map { try engine.submit($0)[0] }
        for (id, request) in zip(ids, requests) {
            var tokens: [Int32] = []
            while engine.knows(id) {
                switch try engine.take(id) {
                case .token(let token): tokens.append(token.token)
                case .finished(let result): #expect(result.stopReason == .endToken(end))
                case nil: engine.step()
                }
            }
            #expect(try TinyModel.run(request, context: 256, endTokens: [end]).result?.tokens == tokens)
        }
    }

    @Test("Without an end token the text ends where the value is complete")
    func complete() throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let constraint = try GrammarConstraint(
            try JSONSchema(["const": "the cat"]), vocabulary: ConstraintVocabulary(tokenizer), endTokens: [])
        let (_, result) = try TinyModel.run(GenerationRequest(prompt: [65], constraint: constraint))
        #expect(result?.text == "\"the cat\"")
        #expect(result?.stopReason == .complete)
    }

    @Test("A vocabulary that cannot spell the value, or is not the model's, is an error")
    func errors() throws {
        let letters = Tokenizer(characterVocabularyOf: "{}\"aname: ")
        let schema = try JSONSchema(["type": "object", "properties": ["size": ["type": "null"]], "required": ["size"]])
        var constraint = try GrammarConstraint(schema, vocabulary: ConstraintVocabulary(letters), endTokens: [])
        let begins = constraint.accept(letters.encode("{")[0])
        #expect(begins)
        let opensKey = constraint.accept(letters.encode("\"")[0])
        #expect(opensKey)
        #expect(constraint.allowedTokens().isEmpty && !constraint.isComplete)
        let model = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: letters.vocabularySize, hiddenSize: 16, layerCount: 1, attentionHeadCount: 2,
                keyValueHeadCount: 1, intermediateSize: 16, maximumPositions: 32, initializerRange: 0.1,
                endOfTextTokens: []),
            seed: 1)
        let request = GenerationRequest(prompt: [0], constraint: constraint)
        let loop = try GenerationLoop(model: model, tokenizer: letters, request: request)
        #expect(throws: ConstraintError.noToken(position: 1)) { try loop.next() }
        #expect(throws: ConstraintError.self) {
            try TinyModel.run(GenerationRequest(prompt: [0], sampling: SamplingOptions(), constraint: constraint))
        }
    }

    @Test("Nesting ends at the limit, and what is required still finds room")
    func depth() throws {
        let schema = try JSONSchema([
            "type": "object", "required": ["next"],
            "properties": ["next": ["anyOf": [["$ref": "#"], ["type": "null"]]]],
        ])
        var automaton = ByteAutomaton(ByteGrammar(schema, depthLimit: 3))
        let nests = automaton.advance(over: #"{"next": {"next": {"next": "#.utf8)
        #expect(nests)
        var copy = automaton
        let nestsDeeper = copy.advance(UInt8(ascii: "{"))
        #expect(!nestsDeeper)
        let closes = automaton.advance(over: "null}}}".utf8)
        #expect(closes && automaton.isFinished)
    }

    @Test("Forms that cannot be told apart are followed within bounds")
    func ambiguity() throws {
        let branches: [JSONValue] = (0..<4).map { index in
            [
                "type": "array", "minItems": .integer(index % 2),
                "items": ["anyOf": [["$ref": "#"], ["const": .integer(index)]]],
            ]
        }
        let schema = try JSONSchema(["anyOf": .array(branches)])
        var automaton = ByteAutomaton(ByteGrammar(schema))
        let opens = automaton.advance(over: [UInt8](repeating: UInt8(ascii: "["), count: 30))
        #expect(opens)
        let closesAll = automaton.advance(over: [UInt8](repeating: UInt8(ascii: "]"), count: 30))
        #expect(closesAll)
        #expect(automaton.isComplete)
    }

    @Test("A mask is a set of tokens")
    func tokenMask() {
        var mask = TokenMask(vocabularySize: 70)
        #expect(mask.isEmpty && mask.count == 0)
        for token: Int32 in [0, 63, 64, 69, 69, 70, -1] { mask.insert(token) }
        #expect((Int32(-2)..<80).filter { mask.contains($0) } == [0, 63, 64, 69] && mask.count == 4)
        var other = TokenMask(vocabularySize: 70)
        other.insert(5)
        mask.formUnion(other)
        #expect(mask.count == 5 && !mask.isEmpty)
    }
}
