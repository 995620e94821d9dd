import Foundations
import Generation
import Glibc
import Testing
import Tokenization
import Transformer

@Suite("Beam search with stop strings and constraints")
struct BeamTextTests {
    /// Logits that depend on all tokens before.
    private static func logits(_ size: Int, after tokens: [Int32], seed: UInt64) -> [Float] {
        var random = SplitMix64(seed: tokens.reduce(seed) { ($0 ^ UInt64($1 + 1)) &* 0x100_0000_01b3 })
        return (0..<size).map { _ in Float(2 * random.normal()) }
    }

    /// The natural logarithm of the probability of some tokens.
    private static func logProbability(of tokens: [Int32], _ size: Int, seed: UInt64) -> Double {
        tokens.indices.reduce(0) { sum, index in
            let row = logits(size, after: Array(tokens[..<index]), seed: seed).map(Double.init)
            return sum + row[Int(tokens[index])] - log(row.reduce(0) { $0 + exp($1) })
        }
    }

    @Test("With beams enough, a stop string ends exactly the texts that reach it", arguments: 0..<12 as Range<UInt64>)
    func stopStrings(seed: UInt64) throws {
        let letters = Tokenizer(characterVocabularyOf: "abc"), size = letters.vocabularySize
        let stops = ["ab", "cc"]
        // Every text of four tokens, cut where it reaches a stop string.
        var texts: Set<[Int32]> = []
        for number in 0..<size * size * size * size {
            var tokens: [Int32] = [], rest = number
            for _ in 0..<4 {
                tokens.append(Int32(rest % size))
                rest /= size
                let text = letters.decodeString(tokens, skippingSpecialTokens: true)
                if stops.contains(where: text.contains) { break }
            }
            texts.insert(tokens)
        }
        let expected = texts.map { ($0, Self.logProbability(of: $0, size, seed: seed)) }.sorted { $0.1 > $1.1 }
        let found = try BeamSearchRun.run(
            BeamOptions(width: 128, resultCount: 12, lengthPenalty: 0), endTokens: [], maximumTokens: 4,
            text: BeamText(assembler: TextAssembler(tokenizer: letters, after: nil, stopStrings: stops))
        ) { Self.logits(size, after: $0, seed: seed) }
        #expect(found.map(\.tokens) == expected.prefix(12).map(\.0))
        for hypothesis in found {
            let whole = letters.decodeString(hypothesis.tokens, skippingSpecialTokens: true)
            if case .stopString(let stop) = hypothesis.stopReason {
                #expect(hypothesis.text + stop == whole && hypothesis.isFinished)
            } else {
                #expect(hypothesis.text == whole && hypothesis.stopReason == .tokenLimit(4) && !hypothesis.isFinished)
            }
        }
    }

    @Test("Of the texts that a constraint allows the most probable are found, with the model's own probabilities")
    func constraint() throws {
        let letters = Tokenizer(characterVocabularyOf: "abc"), size = letters.vocabularySize
        let compiler = ConstraintCompiler(tokenizer: letters, endTokens: [])
        let texts = ["abc", "ab", "cab", "b", "bccc"]
        // What may go on and may end goes on: without an end token a text ends where nothing may follow.
        let whole = texts.filter { text in !texts.contains { $0 != text && $0.hasPrefix(text) } }
        for seed in 0..<20 as Range<UInt64> {
            let expected = whole.map { ($0, Self.logProbability(of: letters.encode($0), size, seed: seed)) }
                .sorted { $0.1 > $1.1 }
            let found = try BeamSearchRun.run(
                BeamOptions(width: 8, resultCount: 8, lengthPenalty: 0), endTokens: [], maximumTokens: 9,
                text: BeamText(
                    assembler: TextAssembler(tokenizer: letters, after: nil, stopStrings: []),
                    constraint: compiler.compile(.regex(texts.joined(separator: "|"))))
            ) { Self.logits(size, after: $0, seed: seed) }
            #expect(found.map(\.text) == expected.map(\.0))
            for (hypothesis, reference) in zip(found, expected) {
                #expect(abs(hypothesis.logProbability - reference.1) < 1e-4 && hypothesis.stopReason == .complete)
            }
        }
    }

    /// Short enough for a model without sense to end.
    private static let schema: JSONValue = [
        "type": "object", "required": ["name", "kind"], "additionalProperties": false,
        "properties": ["name": ["type": "string", "maxLength": 4], "kind": ["enum": ["cat", "hat", 3]]],
    ]

    @Test("Beams over a model fit their schema, and one beam is the greedy text")
    func schema() async throws {
        let tokenizer = try TinyModel.tokenizer.get(), end = try #require(tokenizer.endOfTextToken)
        let constraint = try ConstraintCompiler(tokenizer: tokenizer, endTokens: [end])
            .compile(.schema(Self.schema))
        let generator = try Generator(model: TinyModel.make(context: 256, endTokens: [end]), tokenizer: tokenizer)
        let prompt = tokenizer.encode("the cat")
        var request = BeamRequest(
            prompt: prompt, options: BeamOptions(width: 4, resultCount: 4, lengthPenalty: 0), maximumTokens: 80)
        request.constraint = constraint
        let found = try await generator.beams(request)
        #expect(found.count == 4 && Set(found.map(\.tokens)).count == 4)
        for hypothesis in found {
            #expect(hypothesis.stopReason == .endToken(end))
            let value = try JSONValue(parsing: Array(hypothesis.text.utf8), source: "the text")
            try JSONSchema(Self.schema).validate(value, closed: true)
        }
        request.options = BeamOptions(width: 1, lengthPenalty: 0)
        let greedy = try await generator.generate(
            GenerationRequest(
                prompt: prompt, sampling: .greedy, stops: StopConditions(maximumTokens: 80), constraint: constraint))
        let one = try await generator.beams(request)
        #expect(one.map(\.tokens) == [greedy.tokens] && one.map(\.text) == [greedy.text])
        // A stop string ends beams where it ends the greedy text.
        let stop = String(greedy.text.dropFirst(6).prefix(3))
        request.stopStrings = [stop]
        let stopped = try await generator.beams(request)[0]
        #expect(stopped.stopReason == .stopString(stop) && stopped.text + stop == greedy.text.prefix(9))
    }

    @Test(
        "A constraint that no token fits is an error with the position, and one of another vocabulary names both sizes")
    func errors() async throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let generator = try Generator(model: TinyModel.make(), tokenizer: tokenizer)
        let letters = Tokenizer(characterVocabularyOf: "ab")
        var request = BeamRequest(prompt: [65, 66], maximumTokens: 5)
        request.constraint = try ConstraintCompiler(tokenizer: letters, endTokens: []).compile(.regex("ab"))
        await #expect(
            throws: ConstraintError.vocabularyMismatch(
                constraint: letters.vocabularySize, model: tokenizer.vocabularySize)
        ) { try await generator.beams(request) }
        let stuck = try BeamText(
            constraint: ConstraintCompiler(tokenizer: letters, endTokens: []).compile(.regex("ac")))
        #expect(throws: ConstraintError.noToken(position: 1)) {
            try BeamSearchRun.run(BeamOptions(), endTokens: [], maximumTokens: 5, text: stuck) { _ in
                [Float](repeating: 0, count: letters.vocabularySize)
            }
        }
        request.constraint = nil
        request.stopStrings = [""]
        await #expect(throws: StopConditionError.emptyStopString) { try await generator.beams(request) }
    }
}
