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

    /// Options of every kind; each step is off as often as on.
    static func options(vocabulary: Int, _ random: inout SplitMix64) -> SamplingOptions {
        func maybe<Value>(_ off: Value, _ on: Value) -> Value { random.uniform() < 0.5 ? off : on }
        var options = SamplingOptions(
            temperature: [0, 0.3, 0.8, 1, 2][random.next(below: 5)],
            topK: maybe(0, 1 + random.next(below: vocabulary + 3)),
            topP: maybe(1, max(1e-6, random.uniform())),
            minP: maybe(0, 0.3 * random.uniform()),
            seed: random.next()
        )
        options.typical = maybe(1, max(1e-6, random.uniform()))
        options.topNSigma = maybe(0, 3 * random.uniform())
        options.xtc = XTCOptions(probability: maybe(0, random.uniform()), threshold: 0.01 + 0.49 * random.uniform())
        options.dynamicTemperature = DynamicTemperature(
            range: maybe(0, 2 * random.uniform()), exponent: 0.5 + random.uniform())
        if random.uniform() < 0.2 { options.mirostat = MirostatOptions(target: 0.2 + 3 * random.uniform()) }
        for _ in 0..<maybe(0, 4) {
            options.logitBias[Int32(random.next(below: vocabulary))] = maybe(4 * random.normal(), -.infinity)
        }
        options.penalties = PenaltyOptions(
            window: [-1, 0, 5, 64][random.next(below: 4)], repetition: maybe(1, 0.5 + random.uniform()),
            presence: maybe(0, random.normal()), frequency: maybe(0, random.normal()))
        options.dry = DRYOptions(
            multiplier: maybe(0, 2 * random.uniform()), base: 1 + random.uniform(),
            allowedLength: 1 + random.next(below: 3), window: [-1, 0, 6, 30][random.next(below: 4)], breakers: [])
        return options
    }

    /// Tokens that often repeat sequences.
    static func history(vocabulary: Int, _ random: inout SplitMix64) -> [Int32] {
        let few = min(vocabulary, 1 + random.next(below: 4))
        return (0..<random.next(below: 40)).map { _ in Int32(random.next(below: few)) }
    }

    static func sample(_ sampler: inout Sampler, _ logits: [Float], after tokens: [Int32]) throws -> Int32 {
        try logits.withUnsafeBufferPointer { buffer in try sampler.sample(logits: buffer, after: tokens) }
    }

    static func sample(_ sampler: inout Sampler, _ logits: [Float], position: Int) throws -> Int32 {
        try sample(&sampler, logits, after: [Int32](repeating: 0, count: position))
    }

    static func distribution(
        _ logits: [Float], _ options: SamplingOptions, after tokens: [Int32] = [], count: Int
    ) throws -> CandidateDistribution {
        var sampler = try Sampler(options)
        return try logits.withUnsafeBufferPointer { buffer in
            try sampler.distribution(logits: buffer, after: tokens, count: count)
        }
    }

    /// What single precision may change of a probability.
    static let tolerance = 1e-5

    /// Logits, options and tokens before, where the order of the reference's decisions is beyond rounding.
    static func forEachProblem(
        seed: UInt64, count: Int, largest: Int = 90,
        _ body: (_ logits: [Float], _ options: SamplingOptions, _ tokens: [Int32], _ reference: SamplerReference) throws
            -> Void
    ) throws {
        var random = SplitMix64(seed: seed)
        var skipped = 0
        for _ in 0..<count {
            let logits = Self.logits(count: 1 + random.next(below: largest), &random)
            let options = Self.options(vocabulary: logits.count, &random)
            let tokens = Self.history(vocabulary: logits.count, &random)
            guard logits.indices.contains(where: { options.logitBias[Int32($0)] != -.infinity }) else { continue }
            let reference = SamplerReference(logits, options, after: tokens)
            guard reference.margin > Self.tolerance else {
                skipped += 1
                continue
            }
            try body(logits, options, tokens, reference)
        }
        #expect(skipped < count / 4)
    }

    @Test("Every draw is the one that the definitions give, step by step over the sorted vocabulary")
    func matchesReference() throws {
        try Self.forEachProblem(seed: 1, count: 2_000) { logits, options, tokens, reference in
            let point = SamplingDraws(seed: options.seed, position: tokens.count).token
            let expected = reference.token(at: point)
            guard options.isGreedy || expected.margin > Self.tolerance else { return }
            var sampler = try Sampler(options)
            #expect(try Self.sample(&sampler, logits, after: tokens) == expected.token, "\(options)")
        }
    }

    @Test("The shown distribution is the one that is drawn from, and sums to 1")
    func distributionMatchesReference() throws {
        try Self.forEachProblem(seed: 2, count: 2_000) { logits, options, tokens, reference in
            let shown = try Self.distribution(logits, options, after: tokens, count: logits.count)
            let model = SamplerReference(logits, .unfiltered())
            #expect(shown.keptCount == reference.entries.count, "\(options)")
            #expect(abs(shown.entries.reduce(0) { $0 + $1.probability } - 1) < Self.tolerance)
            for entry in shown.entries {
                let own = model.entries.first { $0.token == entry.token }
                #expect(abs(entry.modelProbability - (own?.probability ?? 0)) < Self.tolerance)
                let expected = reference.entries.first { $0.token == entry.token }
                #expect(abs(entry.probability - (expected?.probability ?? 0)) < Self.tolerance, "\(options)")
            }
            if !options.isGreedy {
                #expect(shown.entries.count { $0.probability > 0 } == reference.entries.count { $0.probability > 0 })
            }
        }
    }

    @Test("Vocabularies of many blocks give the same as sorting all of them", arguments: [1_000, 5_000, 20_000])
    func largeVocabularies(size: Int) throws {
        var random = SplitMix64(seed: UInt64(size))
        for kind in 0..<12 {
            var logits = Self.logits(count: size, &random)
            if kind % 4 == 1 { logits = logits.map { _ in random.uniform() < 0.5 ? 1 : 0 } }
            if kind % 4 == 2 { logits = logits.map { random.uniform() < 0.99 ? -.infinity : $0 } }
            if kind % 4 == 3 { logits.sort() }
            for options in [
                SamplingOptions(), .unfiltered(), SamplingOptions(topK: 700, topP: 1, minP: 0),
                SamplingOptions(temperature: 1, topK: 0, topP: 0.9, minP: 0),
                SamplingOptions(temperature: 1.5, topK: 0, topP: 1, minP: 0.01),
            ] {
                let reference = SamplerReference(logits, options)
                guard reference.margin > 1e-7 else { continue }
                let shown = try Self.distribution(logits, options, count: 2_000)
                #expect(shown.keptCount == reference.entries.count)
                for (entry, expected) in zip(shown.entries, reference.entries) {
                    #expect(entry.token == expected.token)
                    #expect(abs(entry.probability - expected.probability) < Self.tolerance)
                }
                var sampler = try Sampler(options)
                for position in 0..<20 {
                    let expected = reference.token(at: SamplingDraws(seed: 0, position: position).token)
                    guard expected.margin > 1e-6 else { continue }
                    #expect(try Self.sample(&sampler, logits, position: position) == expected.token)
                }
            }
        }
    }

    @Test("The result has the same bits whatever was sampled before")
    func sameBits() throws {
        var random = SplitMix64(seed: 9)
        for _ in 0..<60 {
            let size = 1 + random.next(below: 400)
            var options = Self.options(vocabulary: size, &random)
            options.mirostat = nil
            options.logitBias = options.logitBias.filter { $0.value > -.infinity }
            var used = try Sampler(options)
            for _ in 0..<6 {
                let logits = Self.logits(count: size, &random)
                let tokens = Self.history(vocabulary: size, &random)
                var fresh = try Sampler(options)
                let shown = try logits.withUnsafeBufferPointer {
                    try used.distribution(logits: $0, after: tokens, count: size)
                }
                #expect(try shown == Self.distribution(logits, options, after: tokens, count: size))
                #expect(
                    try Self.sample(&used, logits, after: tokens) == Self.sample(&fresh, logits, after: tokens))
            }
        }
    }

    @Test("Fewer candidates than the vocabulary holds can be asked for")
    func fewCandidates() throws {
        let shown = try Self.distribution([0, 2, 1], .unfiltered(), count: 2)
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
        let options = SamplingOptions(temperature: temperature, topK: topK, topP: topP, minP: 0, seed: 11)
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
        let options = SamplingOptions.unfiltered(seed: 5)
        var forwards = try Sampler(options)
        var backwards = try Sampler(options)
        let inOrder = try (0..<64).map { try Self.sample(&forwards, logits, position: $0) }
        let inReverse = try (0..<64).reversed().map { try Self.sample(&backwards, logits, position: $0) }
        #expect(inOrder == inReverse.reversed())
        var other = try Sampler(.unfiltered(seed: 6))
        #expect(try (0..<64).map { try Self.sample(&other, logits, position: $0) } != inOrder)
    }

    @Test("Of equally probable tokens the lowest id comes first")
    func ties() throws {
        var greedy = try Sampler(.greedy)
        #expect(try Self.sample(&greedy, [1, 3, 3, 3], position: 0) == 1)
        let shown = try Self.distribution(
            [5, 5, 5, 5], SamplingOptions(temperature: 1, topK: 2, topP: 1, minP: 0), count: 4)
        #expect(shown.entries.map(\.token) == [0, 1, 2, 3])
        #expect(shown.entries.map(\.probability) == [0.5, 0.5, 0, 0])
    }

    @Test("Large and tiny logits and temperatures neither overflow nor divide by zero")
    func extremes() throws {
        for temperature in [1e-300, 1e-6, 1, 1e6, 1e300] {
            let options = SamplingOptions.unfiltered(temperature: temperature, seed: 1)
            var sampler = try Sampler(options)
            for position in 0..<50 {
                let token = try Self.sample(&sampler, [-3e38, 3e38, -.infinity, 3e38], position: position)
                #expect(token == 1 || token == 3 || (token == 0 && temperature == 1e300))
            }
        }
    }

    @Test("A token with minus infinity is never drawn")
    func excludedTokens() throws {
        var sampler = try Sampler(.unfiltered(temperature: 1e6))
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
}
