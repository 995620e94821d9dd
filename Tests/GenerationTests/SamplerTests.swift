import Foundations
import Generation
import Testing

@Suite("Sampler")
struct SamplerTests {
    /// Logits with many equal values, as ties are where implementations differ.
    static func logits(count: Int, _ random: inout SplitMix64) -> [Float] {
        (0..<count).map { _ in
            let value = Float(random.normal() * 3)
            return random.uniform() < 0.5 ? value.rounded() : value
        }
    }

    static func options(vocabulary: Int, _ random: inout SplitMix64) -> SamplingOptions {
        SamplingOptions(
            temperature: [0, 0.3, 0.8, 1, 2][random.next(below: 5)],
            topK: random.uniform() < 0.4 ? 0 : 1 + random.next(below: vocabulary + 3),
            topP: random.uniform() < 0.4 ? 1 : max(1e-6, random.uniform()),
            seed: random.next()
        )
    }

    static func sample(_ sampler: inout Sampler, _ logits: [Float], position: Int) throws -> Int32 {
        try logits.withUnsafeBufferPointer { buffer in try sampler.sample(logits: buffer, position: position) }
    }

    static func distribution(_ logits: [Float], _ options: SamplingOptions, count: Int) throws -> CandidateDistribution
    {
        var sampler = try Sampler(options)
        return try logits.withUnsafeBufferPointer { buffer in try sampler.distribution(logits: buffer, count: count) }
    }

    @Test("Every draw is the one that sorting the whole vocabulary gives")
    func matchesReference() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<300 {
            let logits = Self.logits(count: 1 + random.next(below: 70), &random)
            let options = Self.options(vocabulary: logits.count, &random)
            let reference = SamplerReference(logits, options)
            var sampler = try Sampler(options)
            for position in 0..<20 {
                let point = Sampler.uniform(seed: options.seed, position: position)
                let expected = reference.token(at: point)
                guard options.isGreedy || expected.margin > 1e-12 else { continue }
                #expect(try Self.sample(&sampler, logits, position: position) == expected.token)
            }
        }
    }

    @Test("The shown distribution is the one that is drawn from, and sums to 1")
    func distributionMatchesReference() throws {
        var random = SplitMix64(seed: 2)
        for _ in 0..<300 {
            let logits = Self.logits(count: 1 + random.next(below: 70), &random)
            let options = Self.options(vocabulary: logits.count, &random)
            let shown = try Self.distribution(logits, options, count: logits.count)
            let reference = SamplerReference(logits, options)
            let plain = SamplerReference(logits, SamplingOptions(temperature: 1, topK: 0, topP: 1))
            #expect(shown.keptCount == reference.entries.count)
            #expect(shown.entries.count == logits.count)
            #expect(abs(shown.entries.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
            for (index, entry) in shown.entries.enumerated() {
                #expect(entry.token == plain.entries[index].token)
                #expect(abs(entry.modelProbability - plain.entries[index].probability) < 1e-12)
                let expected = index < reference.entries.count ? reference.entries[index].probability : 0
                #expect(abs(entry.probability - expected) < 1e-12)
            }
        }
    }

    @Test("Fewer candidates than the vocabulary holds can be asked for")
    func fewCandidates() throws {
        let shown = try Self.distribution([0, 2, 1], SamplingOptions(temperature: 1, topK: 0, topP: 1), count: 2)
        #expect(shown.entries.map(\.token) == [1, 2])
        #expect(shown.keptCount == 3)
    }

    @Test(
        "Tokens come up as often as their probabilities say (chi-square)",
        arguments: [(1.0, 0, 1.0), (0.7, 0, 1.0), (1.3, 6, 1.0), (0.9, 0, 0.8), (1.0, 8, 0.9)]
    )
    func frequencies(temperature: Double, topK: Int, topP: Double) throws {
        var random = SplitMix64(seed: 3)
        let logits = (0..<12).map { _ in Float(random.normal()) }
        let options = SamplingOptions(temperature: temperature, topK: topK, topP: topP, seed: 11)
        var sampler = try Sampler(options)
        var counts = [Int](repeating: 0, count: logits.count)
        let draws = 20_000
        for position in 0..<draws { counts[Int(try Self.sample(&sampler, logits, position: position))] += 1 }
        let reference = SamplerReference(logits, options)
        #expect(reference.entries.reduce(0) { $0 + counts[Int($1.token)] } == draws, "a token was drawn that is cut")
        let statistic = reference.entries.reduce(0.0) { sum, entry in
            let expected = entry.probability * Double(draws)
            let difference = Double(counts[Int(entry.token)]) - expected
            return sum + difference * difference / expected
        }
        // The 99.99th percentile of chi-square with 11 degrees of freedom is 37.4; fewer degrees lie below.
        #expect(statistic < 37.4)
    }

    @Test("A draw depends on the seed and the position alone, not on what was drawn before")
    func reproducibleByPosition() throws {
        var random = SplitMix64(seed: 4)
        let logits = (0..<50).map { _ in Float(random.normal()) }
        let options = SamplingOptions(temperature: 1, topK: 0, topP: 1, seed: 5)
        var forwards = try Sampler(options)
        var backwards = try Sampler(options)
        let inOrder = try (0..<64).map { try Self.sample(&forwards, logits, position: $0) }
        let inReverse = try (0..<64).reversed().map { try Self.sample(&backwards, logits, position: $0) }
        #expect(inOrder == inReverse.reversed())
        var other = try Sampler(SamplingOptions(temperature: 1, topK: 0, topP: 1, seed: 6))
        #expect(try (0..<64).map { try Self.sample(&other, logits, position: $0) } != inOrder)
    }

    @Test("Of equally probable tokens the lowest id comes first")
    func ties() throws {
        var greedy = try Sampler(.greedy)
        #expect(try Self.sample(&greedy, [1, 3, 3, 3], position: 0) == 1)
        let shown = try Self.distribution([5, 5, 5, 5], SamplingOptions(temperature: 1, topK: 2, topP: 1), count: 4)
        #expect(shown.entries.map(\.token) == [0, 1, 2, 3])
        #expect(shown.entries.map(\.probability) == [0.5, 0.5, 0, 0])
    }

    @Test("Large and tiny logits and temperatures neither overflow nor divide by zero")
    func extremes() throws {
        for temperature in [1e-300, 1e-6, 1, 1e6, 1e300] {
            let options = SamplingOptions(temperature: temperature, topK: 0, topP: 1, seed: 1)
            var sampler = try Sampler(options)
            for position in 0..<50 {
                let token = try Self.sample(&sampler, [-3e38, 3e38, -.infinity, 3e38], position: position)
                #expect(token == 1 || token == 3 || (token == 0 && temperature == 1e300))
            }
        }
    }

    @Test("A token with minus infinity is never drawn")
    func excludedTokens() throws {
        var sampler = try Sampler(SamplingOptions(temperature: 1e6, topK: 0, topP: 1))
        for position in 0..<1_000 {
            #expect(try Self.sample(&sampler, [-.infinity, 0, -.infinity, 1], position: position) % 2 == 1)
        }
    }

    @Test("Logits that are no numbers are refused, naming the token", arguments: [Double.nan, Double.infinity])
    func brokenLogits(value: Double) throws {
        for options in [SamplingOptions.greedy, SamplingOptions()] {
            var sampler = try Sampler(options)
            let error = #expect(throws: SamplingError.self) {
                try Self.sample(&sampler, [0, 1, Float(value), 2], position: 0)
            }
            #expect(error.map { "\($0)".contains("token 2") } == true)
        }
    }

    @Test("Logits that leave no token are refused")
    func noToken() throws {
        var sampler = try Sampler(.greedy)
        #expect(throws: SamplingError.noCandidate) { try Self.sample(&sampler, [], position: 0) }
        #expect(throws: SamplingError.noCandidate) { try Self.sample(&sampler, [-.infinity], position: 0) }
    }

    @Test(
        "Options out of range are refused by name",
        arguments: [
            (SamplingOptions(temperature: -1), "temperature"), (SamplingOptions(temperature: .nan), "temperature"),
            (SamplingOptions(temperature: .infinity), "temperature"), (SamplingOptions(topK: -1), "top-k"),
            (SamplingOptions(topP: 0), "top-p"), (SamplingOptions(topP: 1.01), "top-p"),
            (SamplingOptions(topP: .nan), "top-p"),
        ]
    )
    func invalidOptions(options: SamplingOptions, name: String) {
        let error = #expect(throws: SamplingError.self) { try Sampler(options) }
        #expect(error.map { "\($0)".hasPrefix(name) } == true)
    }
}
