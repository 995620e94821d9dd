import Foundations
import Generation
import TestSupport
import Testing

/// What the samplers of llama.cpp leave of the same logits; made by `Tests/clients/sampling_fixtures.py`.
@Suite("Samplers of llama.cpp")
struct SamplingFixtureTests {
    static func options(_ chain: [[JSONValue]]) throws -> SamplingOptions {
        var options = SamplingOptions.unfiltered()
        for step in chain {
            let values = step.dropFirst().compactMap { $0.double }
            switch step.first?.string {
            case "top_k": options.topK = Int(values[0])
            case "top_p": options.topP = values[0]
            case "min_p": options.minP = values[0]
            case "typical": options.typical = values[0]
            case "top_n_sigma": options.topNSigma = values[0]
            case "xtc": options.xtc = XTCOptions(probability: values[0], threshold: values[1])
            case "temperature": options.temperature = values[0]
            case "dynatemp":
                options.temperature = values[0]
                options.dynamicTemperature = DynamicTemperature(range: values[1], exponent: values[2])
            case "penalties":
                options.penalties = PenaltyOptions(
                    window: Int(values[0]), repetition: values[1], presence: values[3], frequency: values[2])
            case "dry":
                options.dry = DRYOptions(
                    multiplier: values[0], base: values[1], allowedLength: Int(values[2]), window: Int(values[3]),
                    breakers: [])
            case "mirostat": options.mirostat = MirostatOptions(target: values[0], learningRate: values[1])
            default: Issue.record("no step is called \(step)")
            }
        }
        return options
    }

    @Test("Every step and whole chains leave the same tokens with the same probabilities")
    func sameCandidates() throws {
        let fixture = try JSONValue(contentsOf: Fixture.url("sampling.json"))
        func rows(_ name: String) -> [[Double]] {
            (fixture[name]?.array ?? []).map { ($0.array ?? []).compactMap(\.double) }
        }
        let logits = rows("rows").map { $0.map { Float($0) } }
        let histories = rows("histories").map { $0.map { Int32($0) } }
        let cases = try #require(fixture["cases"]?.array)
        #expect(cases.count > 150)
        for entry in cases {
            let row = logits[try #require(entry["row"]?.int)]
            let history = histories[try #require(entry["history"]?.int)]
            let chain = (entry["chain"]?.array ?? []).compactMap(\.array)
            let shown = try SamplerTests.distribution(row, Self.options(chain), after: history, count: row.count)
            var left: [Int32: Double] = [:]
            for pair in entry["left"]?.array ?? [] {
                left[Int32(try #require(pair.array?.first?.int))] = try #require(pair.array?.last?.double)
            }
            #expect(shown.keptCount == left.count, "\(chain) after \(history)")
            for candidate in shown.entries {
                #expect(
                    abs(candidate.probability - (left[candidate.token] ?? 0)) < 2e-5,
                    "token \(candidate.token), \(chain) after \(history)")
            }
        }
    }
}
