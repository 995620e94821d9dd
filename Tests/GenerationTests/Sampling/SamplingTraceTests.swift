import Foundations
import Generation
import Glibc
import Testing

@Suite("What a sampler shows of itself")
struct SamplingTraceTests {
    static func trace(
        _ logits: [Float], _ options: SamplingOptions, after tokens: [Int32] = [], count: Int
    ) throws -> SamplingTrace {
        var sampler = try Sampler(options)
        return try logits.withUnsafeBufferPointer { try sampler.trace(logits: $0, after: tokens, count: count) }
    }

    @Test("The trace ends in the token and the distribution of the draw, step by step")
    func agreesWithTheDraw() throws {
        var random = SplitMix64(seed: 20)
        for _ in 0..<400 {
            let logits = SamplerTests.logits(count: 1 + random.next(below: 200), &random)
            var options = SamplerTests.options(vocabulary: logits.count, &random)
            options.logitBias = options.logitBias.filter { $0.value > -.infinity }
            let tokens = SamplerTests.history(vocabulary: logits.count, &random)
            let trace = try Self.trace(logits, options, after: tokens, count: logits.count)
            var sampler = try Sampler(options)
            #expect(try SamplerTests.sample(&sampler, logits, after: tokens) == trace.drawn)
            #expect((trace.draw == nil) == options.isGreedy)
            let shown = try SamplerTests.distribution(logits, options, after: tokens, count: logits.count)
            #expect(trace.candidates.count == logits.count)
            for candidate in trace.candidates {
                let entry = try #require(shown.entries.first { $0.token == candidate.token })
                #expect(abs(entry.probability - candidate.probability) < 1e-9)
                #expect(candidate.modelProbability == entry.modelProbability)
                #expect(candidate.probabilities.count == trace.steps.count)
                let removal = trace.steps.firstIndex { $0.stage == candidate.removedBy } ?? trace.steps.count
                #expect(candidate.probabilities[removal...].allSatisfy { $0 == 0 })
            }
            #expect((trace.steps.last?.keptCount ?? shown.keptCount) == shown.keptCount)
            for index in trace.steps.indices {
                #expect(abs(trace.candidates.reduce(0) { $0 + $1.probabilities[index] } - 1) < 1e-5)
            }
        }
    }

    @Test("Each token that is left out names the step that did it")
    func removals() throws {
        let logits = [0.4, 0.3, 0.15, 0.1, 0.05].map { Float(log($0)) }
        var options = SamplingOptions(temperature: 0.5, topK: 4, topP: 0.8, minP: 0, seed: 1)
        options.logitBias = [0: -.infinity]
        let trace = try Self.trace(logits, options, count: 5)
        #expect(trace.steps.map(\.stage) == [.logitBias, .topK, .topP, .temperature])
        #expect(trace.steps.map(\.keptCount) == [4, 4, 3, 3])
        #expect(trace.candidates.map(\.token) == [0, 1, 2, 3, 4])
        #expect(trace.candidates.map(\.removedBy) == [.logitBias, nil, nil, nil, .topP])
        #expect(abs(trace.candidates[1].probabilities[0] - 0.5) < 1e-6)
        #expect(abs(trace.candidates[1].probability - 0.09 / (0.09 + 0.0225 + 0.01)) < 1e-6)
        // The token that was drawn is there though it is none of the first.
        let few = try Self.trace(logits, options, count: 1)
        #expect(few.candidates.map(\.token) == [0, few.drawn])
    }

    @Test("Log-probabilities are those of the model alone, and list its most probable tokens")
    func logProbabilities() throws {
        var random = SplitMix64(seed: 21)
        for _ in 0..<100 {
            var logits = SamplerTests.logits(count: 1 + random.next(below: 3_000), &random)
            if logits.count > 3 { logits[1] = -.infinity }
            let token = Int32(random.next(below: logits.count))
            let shown = try logits.withUnsafeBufferPointer { try TokenLogProbabilities(of: token, in: $0, count: 7) }
            let total = logits.reduce(0) { $0 + exp(Double($1)) }
            func expected(_ token: Int) -> Double { Double(logits[token]) - log(total) }
            #expect(
                shown.logProbability == -.infinity || abs(Double(shown.logProbability) - expected(Int(token))) < 1e-5)
            #expect((shown.logProbability == -.infinity) == (logits[Int(token)] == -.infinity))
            let order = logits.indices.filter { logits[$0] > -.infinity }.sorted {
                logits[$0] != logits[$1] ? logits[$0] > logits[$1] : $0 < $1
            }
            #expect(shown.top.map { Int($0.token) } == Array(order.prefix(7)))
            for entry in shown.top { #expect(abs(Double(entry.logProbability) - expected(Int(entry.token))) < 1e-5) }
        }
        #expect(throws: SamplingError.unknownToken(2, vocabularySize: 2)) {
            try [Float](repeating: 0, count: 2).withUnsafeBufferPointer {
                try TokenLogProbabilities(of: 2, in: $0, count: 1)
            }
        }
    }

    @Test("A generation tells the log-probabilities that were asked for, whatever was done to the logits")
    func generation() throws {
        var sampling = SamplingOptions(seed: 3)
        sampling.penalties.repetition = 1.5
        var request = GenerationRequest(
            prompt: [1, 2, 3], sampling: sampling, stops: StopConditions(maximumTokens: 8), candidateCount: 280,
            logProbabilityCount: 4)
        for token in try TinyModel.run(request).tokens {
            let shown = try #require(token.logProbabilities)
            let entry = try #require(token.candidates?.entries.first { $0.token == token.token })
            #expect(abs(exp(Double(shown.logProbability)) - entry.modelProbability) < 1e-12)
            #expect(shown.top.count == 4)
        }
        request.logProbabilityCount = nil
        #expect(try TinyModel.run(request).tokens.allSatisfy { $0.logProbabilities == nil })
    }
}
