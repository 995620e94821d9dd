import Foundations
import Generation

/// What it is worth that a prompt is in the cache already: the time until the first token, cold and warm.
struct PrefixBenchmark {
    /// The fastest of several runs.
    struct Figure {
        let tokens: Int
        var cold = Double.infinity
        var warm = Double.infinity

        /// The warm time as a share of the cold one.
        var share: Double { warm / cold }

        /// The figure, for people.
        var line: String {
            func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
            return "first token after a prompt of \(tokens): \(rounded(cold * 1e3)) ms cold, "
                + "\(rounded(warm * 1e3)) ms warm (\(rounded(share * 100))%)"
        }

        /// Its members in a JSON object.
        var members: JSONObject {
            func rounded(_ value: Double) -> JSONValue { .number((value * 1e5).rounded() / 100) }
            return ["prompt_tokens": .integer(tokens), "cold_ms": rounded(cold), "warm_ms": rounded(warm)]
        }
    }

    private let vocabularySize: Int
    private var random = SplitMix64(seed: 1)

    /// Prompts of random tokens of a vocabulary.
    init(vocabularySize: Int) {
        self.vocabularySize = vocabularySize
    }

    /// Random tokens.
    mutating func tokens(_ count: Int) -> [Int32] {
        (0..<count).map { _ in Int32(random.next(below: vocabularySize)) }
    }

    /// Reads prompts of `count` tokens, each cold and again warm.
    ///
    /// - Parameter generate: carries a request for one token out.
    mutating func run(
        tokens count: Int, runs: Int, generate: (GenerationRequest) async throws -> Void
    ) async throws -> Figure {
        var figure = Figure(tokens: count)
        for _ in 0..<runs {
            let request = GenerationRequest(
                prompt: tokens(count), sampling: .greedy,
                stops: StopConditions(maximumTokens: 1, stopsAtEndTokens: false))
            for isWarm in [false, true] {
                let start = ContinuousClock.now
                try await generate(request)
                let time = (ContinuousClock.now - start) / .seconds(1)
                if isWarm { figure.warm = min(figure.warm, time) } else { figure.cold = min(figure.cold, time) }
            }
        }
        return figure
    }
}
