import Foundation
import Foundations

/// The figures of a ``MaskBenchmark``.
struct MaskReport {
    private struct Spread {
        let mean: Double
        let median: Double
        let slow: Double
        let most: Double

        init(_ values: [Double]) {
            let sorted = values.sorted()
            func part(_ share: Double) -> Double {
                sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
            }
            mean = values.reduce(0, +) / Double(max(1, values.count))
            median = part(0.5)
            slow = part(0.99)
            most = sorted.last ?? 0
        }

        var json: JSONValue {
            func rounded(_ value: Double) -> JSONValue { .number((value * 100).rounded() / 100) }
            return ["mean": rounded(mean), "p50": rounded(median), "p99": rounded(slow), "max": rounded(most)]
        }

        var line: String {
            [mean, median, slow, most].map { String(format: "%10.1f", $0) }.joined()
        }
    }

    private let benchmark: MaskBenchmark
    private let vocabularySize: Int

    init(_ benchmark: MaskBenchmark, vocabularySize: Int) {
        self.benchmark = benchmark
        self.vocabularySize = vocabularySize
    }

    /// How many schemas each keyword made unsupported.
    private var keywords: [(keyword: String, count: Int)] {
        Dictionary(grouping: benchmark.refusals, by: \.keyword).map { ($0.key, $0.value.count) }
            .sorted { ($1.count, $0.keyword) < ($0.count, $1.keyword) }
    }

    var document: JSONValue {
        [
            "vocabulary": .integer(vocabularySize), "supported": .integer(benchmark.supported),
            "refused": .integer(benchmark.refusals.count),
            "refused_by": .object(
                JSONObject(members: keywords.map { .init(key: $0.keyword, value: .integer($0.count)) })),
            "documents": .integer(benchmark.documentCount), "tokens": .integer(benchmark.tokenTimes.count),
            "bytes": .integer(benchmark.bytes), "failures": .integer(benchmark.failures.count),
            "token_microseconds": Spread(benchmark.tokenTimes).json,
            "compile_microseconds": Spread(benchmark.compileTimes).json,
        ]
    }

    func show(naming: Bool) {
        print(
            "\(benchmark.supported) schemas of \(benchmark.supported + benchmark.refusals.count) are supported; "
                + "\(benchmark.documentCount) documents, \(benchmark.tokenTimes.count) tokens, \(benchmark.bytes) bytes, "
                + "\(benchmark.failures.count) that do not fit; a vocabulary of \(vocabularySize) tokens")
        print("  microseconds".padded(to: 26) + "      mean       p50       p99       max")
        print("  a token: mask and step".padded(to: 26) + Spread(benchmark.tokenTimes).line)
        print("  compiling a schema".padded(to: 26) + Spread(benchmark.compileTimes).line)
        guard !benchmark.refusals.isEmpty else { return }
        print("refused because of: " + keywords.map { "\($0.keyword) (\($0.count))" }.joined(separator: ", "))
        if naming { for refusal in benchmark.refusals { print("  \(refusal.name): \(refusal.reason)") } }
    }
}
