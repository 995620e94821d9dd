import Foundations
import Generation
import Glibc
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("Beam search")
struct BeamSearchTests {
    /// A model that is a function of the tokens before: any row of logits for any sequence.
    struct FormulaModel {
        let vocabularySize: Int
        let seed: UInt64

        func logits(after tokens: [Int32]) -> [Float] {
            var random = SplitMix64(seed: tokens.reduce(seed) { ($0 ^ UInt64($1 + 1)) &* 0x100_0000_01b3 })
            return (0..<vocabularySize).map { _ in Float(2 * random.normal()) }
        }

        func logProbabilities(after tokens: [Int32]) -> [Double] {
            let row = logits(after: tokens).map(Double.init)
            let total = log(row.reduce(0) { $0 + exp($1) })
            return row.map { $0 - total }
        }

        /// Every continuation that ends, or has all the tokens there may be.
        func continuations(of length: Int, end: Int32) -> [(tokens: [Int32], logProbability: Double)] {
            var finished: [(tokens: [Int32], logProbability: Double)] = []
            var open: [(tokens: [Int32], logProbability: Double)] = [([], 0)]
            for _ in 0..<length {
                let all = open.flatMap { prefix in
                    logProbabilities(after: prefix.tokens).enumerated().map {
                        (prefix.tokens + [Int32($0.offset)], prefix.logProbability + $0.element)
                    }
                }
                finished += all.filter { $0.0.last == end }
                open = all.filter { $0.0.last != end }
            }
            return finished + open
        }

        func search(_ options: BeamOptions, end: Int32, length: Int) throws -> [BeamHypothesis] {
            try BeamSearchRun.run(options, endTokens: [end], maximumTokens: length) { logits(after: $0) }
        }
    }

    @Test(
        "With as many beams as there are prefixes, the best of all continuations are found",
        arguments: [0.0, 0.7, 1, -1])
    func exhaustive(lengthPenalty: Double) throws {
        for seed in 0..<20 {
            let model = FormulaModel(vocabularySize: 4, seed: UInt64(seed))
            let options = BeamOptions(width: 64, resultCount: 5, lengthPenalty: lengthPenalty)
            let found = try model.search(options, end: 2, length: 4)
            let expected = model.continuations(of: 4, end: 2)
                .map { ($0.tokens, $0.logProbability / pow(Double($0.tokens.count), lengthPenalty)) }
                .sorted { $0.1 > $1.1 }
            #expect(found.map(\.tokens) == expected.prefix(5).map(\.0))
            for (hypothesis, reference) in zip(found, expected) {
                #expect(abs(hypothesis.score - reference.1) < 1e-5)
                #expect(hypothesis.isFinished == (hypothesis.tokens.last == 2))
            }
        }
    }

    @Test("One beam takes the most probable token at each step")
    func greedy() throws {
        for seed in 0..<20 {
            let model = FormulaModel(vocabularySize: 30, seed: UInt64(seed))
            var tokens: [Int32] = []
            while tokens.count < 12, tokens.last != 2 {
                let row = model.logits(after: tokens)
                tokens.append(Int32(try #require(row.indices.max { row[$0] < row[$1] })))
            }
            let found = try model.search(BeamOptions(width: 1, lengthPenalty: 0), end: 2, length: 12)
            // An end that is only second is no result for one beam, and the greedy path never takes it.
            #expect(found.map(\.tokens) == [tokens])
        }
    }

    @Test("More beams find continuations of the same probability or a higher one, nearly always")
    func width() throws {
        var better = 0
        for seed in 0..<40 {
            let model = FormulaModel(vocabularySize: 20, seed: UInt64(seed))
            let narrow = try model.search(BeamOptions(width: 1, lengthPenalty: 0), end: -1, length: 8)
            let wide = try model.search(BeamOptions(width: 16, resultCount: 16, lengthPenalty: 0), end: -1, length: 8)
            #expect(wide.count == 16)
            #expect(zip(wide, wide.dropFirst()).allSatisfy { $0.score >= $1.score })
            #expect(Set(wide.map(\.tokens)).count == 16)
            if wide[0].logProbability > narrow[0].logProbability + 1e-9 { better += 1 }
            #expect(wide[0].logProbability > narrow[0].logProbability - 1e-9)
        }
        #expect(better > 20)
    }

    @Test("No tokens, no result; a search that is given up returns what there is")
    func ends() throws {
        let model = FormulaModel(vocabularySize: 5, seed: 1)
        #expect(try model.search(BeamOptions(), end: 2, length: 0).isEmpty)
        var steps = 0
        let found = try BeamSearchRun.run(
            BeamOptions(width: 3), endTokens: [], maximumTokens: 100,
            unless: {
                steps += 1
                return steps > 4
            }
        ) { model.logits(after: $0) }
        #expect(found.first?.tokens.count == 4)
    }

    @Test("Over a model with shared pages, beams are those of computing every sequence anew", arguments: [1, 2])
    func overAModel(threads: Int) async throws {
        let tokenizer = try TinyModel.tokenizer.get()
        let prompt = tokenizer.encode("the cat sat on the mat and the hat, the cat and the hat and the cat on the mat")
        let end = Int32(260)
        let options = BeamOptions(width: 3, resultCount: 3, lengthPenalty: 0.8)
        let model = try TinyModel.make(context: 200, endTokens: [end])
        let expected = try BeamSearchRun.run(options, endTokens: [end, 65], maximumTokens: 70) { tokens in
            let tape = Tape(device: CPUDevice(threadCount: 1), mode: .generation)
            let cache = KVCache(configuration: model.configuration, capacity: 200)
            return try! model.logits(of: prompt + tokens, cache: cache, rows: .last, tape: tape).values
        }
        let generator = try Generator(
            model: TinyModel.make(context: 200, endTokens: [end]), tokenizer: tokenizer,
            device: CPUDevice(threadCount: threads))
        let request = BeamRequest(prompt: prompt, options: options, maximumTokens: 70, furtherEndTokens: [65])
        let found = try await generator.beams(request)
        #expect(found.map(\.tokens) == expected.map(\.tokens) && expected.count == 3)
        #expect(found.map(\.logProbability) == expected.map(\.logProbability))
        #expect(found.map(\.score) == expected.map(\.score))
        #expect(found.map(\.stopReason) == expected.map(\.stopReason))
        // A limit beyond the context is the context.
        let full = try await generator.beams(BeamRequest(prompt: prompt, options: options, maximumTokens: 10_000))
        #expect(full.allSatisfy { $0.isFinished || $0.tokens.count == 200 - prompt.count })
        await #expect(throws: GenerationError.emptyPrompt) { try await generator.beams(BeamRequest(prompt: [])) }
        await #expect(throws: StopConditionError.negativeTokenLimit(-1)) {
            try await generator.beams(BeamRequest(prompt: prompt, maximumTokens: -1))
        }
        #expect(await generator.statistics.running == 0)
    }

    @Test(
        "Options out of range are refused by name",
        arguments: [
            (BeamOptions(width: 0), "beams"), (BeamOptions(width: 2_000), "beams"),
            (BeamOptions(width: 2, resultCount: 3), "beam-results"), (BeamOptions(resultCount: 0), "beam-results"),
            (BeamOptions(lengthPenalty: .nan), "length-penalty"),
        ])
    func invalidOptions(options: BeamOptions, name: String) {
        let error = #expect(throws: SamplingError.self) { try options.validate() }
        #expect(error.map { "\($0)".hasPrefix(name + " is ") } == true)
    }
}
