import Foundations
import Generation

/// How long it takes to choose a token, with one set of options after another.
struct SamplingBenchmark {
    /// Options with a name.
    struct Setting {
        let name: String
        let options: SamplingOptions
    }

    /// A row of logits a run, so that no run finds what the last one left; and tokens before, for the penalties.
    private let rows: [[Float]]
    private let history: [Int32]

    /// Normally distributed logits, as wide as those of a trained model.
    init(vocabularySize: Int, contextLength: Int, seed: UInt64 = 1) {
        var random = SplitMix64(seed: seed)
        rows = (0..<8).map { _ in (0..<vocabularySize).map { _ in Float(random.normal() * 3) } }
        history = (0..<contextLength).map { _ in Int32(random.next(below: min(vocabularySize, 1_000))) }
    }

    /// The median of microseconds a token.
    func microseconds(_ setting: Setting, runs: Int) throws -> Double {
        var sampler = try Sampler(setting.options)
        return try median(runs) { row in _ = try sampler.sample(logits: row, after: history) }
    }

    /// The same for the log-probabilities of a token and the 20 most probable ones.
    func logProbabilityMicroseconds(runs: Int) throws -> Double {
        try median(runs) { row in _ = try TokenLogProbabilities(of: 0, in: row, count: 20) }
    }

    private func median(_ runs: Int, _ body: (UnsafeBufferPointer<Float>) throws -> Void) throws -> Double {
        let clock = ContinuousClock()
        var times: [Duration] = []
        for run in 0..<runs + rows.count {
            let duration = try rows[run % rows.count].withUnsafeBufferPointer { row in
                let start = clock.now
                try body(row)
                return start.duration(to: clock.now)
            }
            // The first look at each row warms up.
            if run >= rows.count { times.append(duration) }
        }
        times.sort()
        return times[times.count / 2] / .microseconds(1)
    }

    /// The chain as it is by default, each step by itself, and what has no filter at all.
    static var settings: [Setting] {
        func only(_ name: String, _ change: (inout SamplingOptions) -> Void) -> Setting {
            var options = SamplingOptions.unfiltered()
            change(&options)
            return Setting(name: name, options: options)
        }
        func byDefault(_ name: String, _ change: (inout SamplingOptions) -> Void) -> Setting {
            var options = SamplingOptions()
            change(&options)
            return Setting(name: name, options: options)
        }
        return [
            Setting(name: "greedy", options: .greedy),
            Setting(name: "default chain", options: SamplingOptions()),
            byDefault("default, with bias") { $0.logitBias = [1: 1, 2: -.infinity] },
            byDefault("default, with penalties") { $0.penalties.repetition = 1.1 },
            byDefault("default, with DRY") { $0.dry = DRYOptions(multiplier: 0.8, breakers: []) },
            byDefault("default, with everything") { options in
                options.penalties.repetition = 1.1
                options.dry = DRYOptions(multiplier: 0.8, breakers: [])
                options.topNSigma = 3
                options.typical = 0.9
                options.xtc = XTCOptions(probability: 0.5)
                options.dynamicTemperature.range = 0.5
            },
            only("no filter") { _ in },
            only("top-n-sigma alone") { $0.topNSigma = 1 },
            only("top-k alone") { $0.topK = 40 },
            only("typical alone") { $0.typical = 0.9 },
            only("top-p alone") { $0.topP = 0.95 },
            only("min-p alone") { $0.minP = 0.05 },
            only("XTC alone") { $0.xtc = XTCOptions(probability: 1) },
            only("temperature alone") { $0.temperature = 0.8 },
            only("mirostat") { $0.mirostat = MirostatOptions() },
        ]
    }
}
