import ArgumentParser
import Foundation
import Foundations

/// `martlet bench sampling`: what choosing a token costs.
struct BenchSamplingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sampling",
        abstract: "Measure what choosing a token costs, step by step.",
        usage: "martlet bench sampling [<options>]",
        discussion: """
            Microseconds a token, the median of many runs on normally distributed logits, on one thread.

            EXAMPLES:
              martlet bench sampling
              martlet bench sampling --vocab-size 151936 --json
            """
    )

    @Option(help: ArgumentHelp("A size of the vocabulary; may be given several times.", valueName: "n"))
    var vocabSize = [32_000, 128_256]

    @Option(help: ArgumentHelp("Tokens before, for the steps that look at them.", valueName: "n"))
    var context = 4_096

    @Option(help: ArgumentHelp("Runs of each; the median counts.", valueName: "n"))
    var runs = 200

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        if vocabSize.contains(where: { $0 < 3 || $0 > 10_000_000 }) {
            throw ValidationError("--vocab-size must be from 3 to 10000000")
        }
        if context < 0 || context > 10_000_000 { throw ValidationError("--context must be from 0 to 10000000") }
        if runs < 1 { throw ValidationError("--runs must be at least 1") }
    }

    func run() throws {
        let benchmarks = vocabSize.map { SamplingBenchmark(vocabularySize: $0, contextLength: context) }
        var rows: [(name: String, times: [Double])] = []
        for setting in SamplingBenchmark.settings {
            rows.append((setting.name, try benchmarks.map { try $0.microseconds(setting, runs: runs) }))
        }
        rows.append(("log-probabilities", try benchmarks.map { try $0.logProbabilityMicroseconds(runs: runs) }))
        if json {
            let members = rows.map { row in
                JSONObject.Member(key: row.name, value: .array(row.times.map { .number(($0 * 10).rounded() / 10) }))
            }
            let document: JSONValue = [
                "vocabulary_sizes": .array(vocabSize.map { .integer($0) }), "context": .integer(context),
                "microseconds": .object(JSONObject(members: members)),
            ]
            print(document.serialized())
        } else {
            let heading = ["microseconds a token"] + vocabSize.map { Figures.grouped($0) }
            let lines = rows.map { [$0.name] + $0.times.map { String(format: "%.1f", $0) } }
            print(TextTable.text([heading] + lines, toTheRight: 1...vocabSize.count))
        }
    }
}
