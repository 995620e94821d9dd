import Foundations
import Generation
import Glibc
import Testing
import Tokenization

/// Cases small enough to work out by hand.
@Suite("Steps of the sampler")
struct SamplingStageTests {
    /// Logits of these probabilities.
    static func logits(_ probabilities: [Double]) -> [Float] { probabilities.map { Float(log($0)) } }

    /// The tokens that are left, with their probabilities rounded to thousandths.
    static func left(
        _ logits: [Float], after tokens: [Int32] = [], _ change: (inout SamplingOptions) -> Void
    ) throws -> [Int32: Double] {
        var options = SamplingOptions.unfiltered()
        change(&options)
        let shown = try SamplerTests.distribution(logits, options, after: tokens, count: logits.count)
        let pairs = shown.entries.filter { $0.probability > 0 }.map {
            ($0.token, ($0.probability * 1000).rounded() / 1000)
        }
        #expect(pairs.count == shown.keptCount)
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test("Top-p stops as soon as the mass is reached, min-p goes by the most probable token")
    func massAndShare() throws {
        let logits = Self.logits([0.5, 0.25, 0.15, 0.1])
        #expect(try Self.left(logits) { $0.topP = 0.7 } == [0: 0.667, 1: 0.333])
        #expect(try Self.left(logits) { $0.topP = 0.76 }.count == 3)
        #expect(try Self.left(logits) { $0.minP = 0.25 }.count == 3)
        #expect(try Self.left(logits) { $0.minP = 1 } == [0: 1])
    }

    @Test("Filters see the model's probabilities: the temperature comes after them")
    func temperatureIsLast() throws {
        let logits = Self.logits([0.6, 0.3, 0.1])
        let cold = try Self.left(logits) {
            $0.topP = 0.8
            $0.temperature = 0.5
        }
        #expect(cold == [0: 0.8, 1: 0.2])
    }

    @Test("Typical sampling leaves out what is far from the expected surprise, be it too probable")
    func typical() throws {
        // The entropy of a half and five tenths is 1.498 nats; surprises are 0.693 and 2.303: both 0.805 away, the half
        // by a hair less.
        let even = Self.logits([0.5, 0.1, 0.1, 0.1, 0.1, 0.1])
        #expect(try Self.left(even) { $0.typical = 0.4 } == [0: 1])
        // 0.4 and twelve times 0.05: entropy 2.164; the tokens of surprise 2.996 are 0.832 away, the first 1.248.
        let flat = Self.logits([0.4] + [Double](repeating: 0.05, count: 12))
        let left = try Self.left(flat) { $0.typical = 0.29 }
        #expect(left.count == 6 && Set(left.keys) == [1, 2, 3, 4, 5, 6])
        #expect(try Self.left(flat) { $0.typical = 0.7 }.keys.contains(0))
    }

    @Test("Of the top choices the least probable stays, and nothing happens with only one")
    func excludeTopChoices() throws {
        let logits = Self.logits([0.4, 0.3, 0.2, 0.1])
        let always = { (options: inout SamplingOptions) in options.xtc = XTCOptions(probability: 1, threshold: 0.15) }
        #expect(try Self.left(logits, always) == [2: 0.667, 3: 0.333])
        #expect(try Self.left(logits) { $0.xtc = XTCOptions(probability: 1, threshold: 0.35) }.count == 4)
        #expect(try Self.left(logits) { $0.xtc = XTCOptions(probability: 0, threshold: 0.15) }.count == 4)
        // A half of the positions, each by its own number.
        var options = SamplingOptions.unfiltered(seed: 3)
        options.xtc = XTCOptions(probability: 0.5, threshold: 0.15)
        let excluded = try (0..<2_000).count { position in
            let tokens = [Int32](repeating: 0, count: position)
            return try SamplerTests.distribution(logits, options, after: tokens, count: 1).keptCount == 2
        }
        #expect(abs(excluded - 1_000) < 100)
    }

    @Test("Top-n-sigma leaves what is near the highest logit, in deviations of all logits")
    func topNSigma() throws {
        // Mean 2, deviation 2.
        let logits: [Float] = [0, 0, 4, 4]
        #expect(try Self.left(logits) { $0.topNSigma = 1.9 } == [2: 0.5, 3: 0.5])
        #expect(try Self.left(logits) { $0.topNSigma = 2.1 }.count == 4)
        #expect(try Self.left(logits + [-.infinity]) { $0.topNSigma = 1.9 } == [2: 0.5, 3: 0.5])
    }

    @Test("Penalties divide logits above 0 and multiply those below, and count occurrences in the window")
    func penalties() throws {
        func row(_ penalties: PenaltyOptions) throws -> [Double] {
            let left = try SamplerTests.distribution(
                [2, -2, 2], SamplingStageTests.unfiltered { $0.penalties = penalties }, after: [0, 1, 1, 0, 1], count: 3
            )
            let third = try #require(left.entries.first { $0.token == 2 }).probability
            return (0..<3).map { token in
                let probability = left.entries.first { $0.token == Int32(token) }?.probability ?? 0
                return (log(probability / third) * 1_000).rounded() / 1_000
            }
        }
        #expect(try row(PenaltyOptions(repetition: 2)) == [-1, -6, 0])
        #expect(try row(PenaltyOptions(presence: 0.5, frequency: 0.25)) == [-1, -5.25, 0])
        #expect(try row(PenaltyOptions(window: 2, presence: 0.5, frequency: 0.25)) == [-0.75, -4.75, 0])
        #expect(try row(PenaltyOptions(window: 0, repetition: 2)) == [0, -4, 0])
    }

    static func unfiltered(_ change: (inout SamplingOptions) -> Void) -> SamplingOptions {
        var options = SamplingOptions.unfiltered()
        change(&options)
        return options
    }

    @Test("DRY grows with the length of the sequence that would go on, and breakers end it, also across tokens")
    func sequences() throws {
        let tokenizer = try TinyModel.tokenizer.get()
        func losses(_ text: String, _ dry: DRYOptions) throws -> [Character: Double] {
            let tokens = text.utf8.map { Int32($0) }
            #expect(tokenizer.decodeString(tokens) == text)
            var sampler = try Sampler(SamplingStageTests.unfiltered { $0.dry = dry }, tokenizer: tokenizer)
            let logits = [Float](repeating: 0, count: tokenizer.vocabularySize)
            let shown = try logits.withUnsafeBufferPointer {
                try sampler.distribution(logits: $0, after: tokens, count: logits.count)
            }
            let free = try #require(shown.entries.first).probability
            return Dictionary(
                uniqueKeysWithValues: shown.entries.filter { $0.probability < free * 0.999 }.map { entry in
                    let bytes = tokenizer.bytes(of: entry.token)
                    return (Character(UnicodeScalar(bytes[0])), (log(free / entry.probability) * 100).rounded() / 100)
                })
        }
        let plain = DRYOptions(multiplier: 1, base: 2, allowedLength: 2)
        // "abc" stood before "d", and "bc" before "e" as well as in "abc".
        #expect(try losses("abcd xbce abc", plain) == ["d": 2, "e": 1])
        #expect(try losses("abcd abc", DRYOptions(multiplier: 1, base: 2, allowedLength: 4)) == [:])
        #expect(try losses("abcd abc", DRYOptions(multiplier: 0.5, base: 3, allowedLength: 1)) == ["d": 4.5])
        // The window holds "d abc" alone.
        #expect(try losses("abcd abc", DRYOptions(multiplier: 1, base: 2, window: 5)) == [:])
        // Two tokens come after the colon, one after the second.
        #expect(try losses("a:bcd a:bc", plain) == ["d": 1])
        #expect(try losses("ab:cd ab:c", plain) == [:])
        // The end of the text repeats itself: the longest match counts.
        #expect(try losses("aaaa", plain) == ["a": 2])
        var crossing = plain
        crossing.breakers = ["b c"]
        #expect(try losses("ab cde ab cd", crossing) == [:])
        #expect(try losses("ab cdef ab cde", crossing) == ["f": 1])
        crossing.breakers = ["b cx"]
        #expect(try losses("ab cde ab cd", crossing) == ["e": 8])
    }

    @Test("Mirostat leaves out what surprises too much, and its bound follows the surprises")
    func mirostat() throws {
        let logits = Self.logits([0.5, 0.25, 0.125, 0.0625, 0.0625])
        var options = SamplingOptions.unfiltered(seed: 2)
        // The bound is 2 bits at first: a quarter stays, an eighth goes.
        options.mirostat = MirostatOptions(target: 1.001, learningRate: 0.5)
        var sampler = try Sampler(options)
        var bound = 2.002
        for position in 0..<60 {
            let tokens = [Int32](repeating: 0, count: position)
            let shown = try logits.withUnsafeBufferPointer {
                try sampler.distribution(logits: $0, after: tokens, count: 5)
            }
            let allowed = [1.0, 2, 3, 4, 4].prefix { $0 <= bound + 1e-4 }.count
            #expect(shown.keptCount == max(1, allowed))
            let token = try SamplerTests.sample(&sampler, logits, after: tokens)
            let probability = try #require(shown.entries.first { $0.token == token }).probability
            bound -= 0.5 * (-log2(probability) - 1.001)
        }
    }

    @Test("The temperature follows the entropy between its bounds")
    func dynamicTemperature() throws {
        let certain = try Self.left([0, 0]) { $0.dynamicTemperature = DynamicTemperature(range: 0.5) }
        #expect(certain == [0: 0.5, 1: 0.5])
        // Half of the highest entropy of 2 candidates is that of 0.89 to 0.11: at exponent 1 the temperature stays 1.
        let logits = Self.logits([0.889972, 0.110028])
        #expect(try Self.left(logits) { $0.dynamicTemperature = DynamicTemperature(range: 0.5) } == [0: 0.89, 1: 0.11])
        let squared = try Self.left(logits) { $0.dynamicTemperature = DynamicTemperature(range: 0.5, exponent: 2) }
        // The temperature is 0.5 + 0.25.
        let first = pow(0.889972, 1 / 0.75) / (pow(0.889972, 1 / 0.75) + pow(0.110028, 1 / 0.75))
        #expect(squared[0] == (first * 1000).rounded() / 1000)
    }

    @Test("A bias can raise a token to the top and forbid one, also without a draw")
    func bias() throws {
        var options = SamplingOptions.greedy
        options.logitBias = [0: -.infinity, 2: 1.5]
        var sampler = try Sampler(options)
        #expect(try SamplerTests.sample(&sampler, [5, 2, 1], position: 0) == 2)
    }
}
