import Generation
import Testing

@Suite("Sampling options")
struct SamplingOptionsTests {
    static func options(_ change: (inout SamplingOptions) -> Void) -> SamplingOptions {
        var options = SamplingOptions()
        change(&options)
        return options
    }

    @Test("The defaults are those of llama.cpp")
    func defaults() {
        let options = SamplingOptions()
        #expect(options.temperature == 0.8 && options.topK == 40 && options.topP == 0.95 && options.minP == 0.05)
        #expect(options.typical == 1 && options.topNSigma == 0 && options.mirostat == nil)
        #expect(options.xtc.probability == 0 && options.xtc.threshold == 0.1)
        #expect(options.penalties == PenaltyOptions(window: 64, repetition: 1, presence: 0, frequency: 0))
        #expect(options.dry == DRYOptions(multiplier: 0, base: 1.75, allowedLength: 2, window: -1))
        #expect(options.dry.breakers == ["\n", ":", "\"", "*"])
        #expect(options.dynamicTemperature == DynamicTemperature(range: 0, exponent: 1))
        #expect(MirostatOptions() == MirostatOptions(target: 5, learningRate: 0.1))
    }

    @Test(
        "Options out of range are refused by name",
        arguments: [
            (SamplingOptions(temperature: -1), "temperature"), (SamplingOptions(temperature: .nan), "temperature"),
            (SamplingOptions(temperature: .infinity), "temperature"), (SamplingOptions(topK: -1), "top-k"),
            (SamplingOptions(topP: 0), "top-p"), (SamplingOptions(topP: 1.01), "top-p"),
            (SamplingOptions(topP: .nan), "top-p"), (SamplingOptions(minP: -0.1), "min-p"),
            (SamplingOptions(minP: 1.1), "min-p"), (SamplingOptions(minP: .nan), "min-p"),
            (options { $0.typical = 0 }, "typical"), (options { $0.typical = 1.5 }, "typical"),
            (options { $0.topNSigma = -1 }, "top-n-sigma"), (options { $0.topNSigma = .infinity }, "top-n-sigma"),
            (options { $0.xtc.probability = 2 }, "xtc-probability"),
            (options { $0.xtc.threshold = 0 }, "xtc-threshold"),
            (options { $0.xtc.threshold = 0.51 }, "xtc-threshold"),
            (options { $0.dynamicTemperature.range = -1 }, "dynatemp-range"),
            (options { $0.dynamicTemperature.exponent = .nan }, "dynatemp-exp"),
            (options { $0.penalties.window = -2 }, "repeat-last-n"),
            (options { $0.penalties.repetition = 0 }, "repeat-penalty"),
            (options { $0.penalties.presence = .infinity }, "presence-penalty"),
            (options { $0.penalties.frequency = -101 }, "frequency-penalty"),
            (options { $0.dry.multiplier = -1 }, "dry-multiplier"), (options { $0.dry.base = 0.9 }, "dry-base"),
            (options { $0.dry.allowedLength = 0 }, "dry-allowed-length"),
            (options { $0.dry.window = -2 }, "dry-penalty-last-n"),
            (options { $0.dry.breakers = ["a", ""] }, "dry-sequence-breaker"),
            (options { $0.mirostat = MirostatOptions(target: 0) }, "mirostat-ent"),
            (options { $0.mirostat = MirostatOptions(learningRate: 0) }, "mirostat-lr"),
            (options { $0.logitBias = [3: .nan] }, "logit-bias of token 3"),
            (options { $0.logitBias = [3: .infinity] }, "logit-bias of token 3"),
        ]
    )
    func invalid(options: SamplingOptions, name: String) {
        let error = #expect(throws: SamplingError.self) { try Sampler(options) }
        #expect(error.map { "\($0)".hasPrefix(name + " is ") } == true)
    }

    @Test("A bias for a token that the model does not know is refused, naming the vocabulary's size")
    func unknownToken() throws {
        let options = Self.options { $0.logitBias = [2: 1, 3: -1] }
        var sampler = try Sampler(options)
        #expect(throws: SamplingError.unknownToken(3, vocabularySize: 3)) {
            try SamplerTests.sample(&sampler, [0, 1, 2], position: 0)
        }
        #expect(throws: SamplingError.unknownToken(3, vocabularySize: 3)) { try options.validate(vocabularySize: 3) }
        #expect(throws: Never.self) { try options.validate(vocabularySize: 4) }
        #expect(throws: SamplingError.unknownToken(-1, vocabularySize: nil)) {
            try Sampler(Self.options { $0.logitBias = [-1: 1] })
        }
        #expect("\(SamplingError.unknownToken(3, vocabularySize: 3))".contains("0 to 2"))
    }

    @Test("Sequences are broken by texts, for which a tokenizer is needed")
    func tokenizerMissing() throws {
        let options = Self.options { $0.dry.multiplier = 0.8 }
        #expect(throws: SamplingError.self) { try Sampler(options) }
        _ = try Sampler(options, tokenizer: TinyModel.tokenizer.get())
        _ = try Sampler(Self.options { $0.dry = DRYOptions(multiplier: 0.8, breakers: []) })
    }
}
