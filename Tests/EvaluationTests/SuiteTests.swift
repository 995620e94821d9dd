import Evaluation
import Foundation
import Foundations
import Testing

@Suite("Suites of tasks")
struct SuiteTests {
    private let file = URL(filePath: "/suites/small.yaml")

    private func suite(_ text: String) throws(SuiteError) -> EvaluationSuite {
        try EvaluationSuite(yaml: text, file: file)
    }

    @Test("Tasks are read in their order, with paths relative to the file")
    func reading() throws {
        let suite = try suite(
            """
            - kind: blimp
              data: blimp
              limit: 100
            - kind: gsm8k
              name: sums
              data: [a.jsonl, /b.jsonl]
              shots: 3
              shots_from: ../train.jsonl
              max_tokens: 40
              plain: true
            - {kind: bits-per-byte, data: text.txt, window: 64, overlap: 8}
            """)
        #expect(suite.tasks.map(\.name) == ["blimp", "sums", "bits-per-byte"])
        #expect(suite.tasks[0].data.map(\.path) == ["/suites/blimp"] && suite.tasks[0].limit == 100)
        #expect(suite.tasks[1].data.map(\.path) == ["/suites/a.jsonl", "/b.jsonl"])
        #expect(suite.tasks[1].shots == 3 && suite.tasks[1].shotsFrom?.path == "/train.jsonl")
        #expect(suite.tasks[1].maximumTokens == 40 && suite.tasks[1].isPlain)
        #expect(suite.tasks[2].window == 64 && suite.tasks[2].overlap == 8)
    }

    @Test(
        "What cannot be understood is named with its line",
        arguments: [
            ("- kind: blimp\n  dat: x", 2, "'dat' is no setting"),
            ("- kind: blimb\n  data: x", 1, "'blimb' is no kind"),
            ("- kind: blimp", 1, "no 'data'"), ("- data: x", 1, "no 'kind'"),
            ("- kind: blimp\n  data: x\n  shots: 2", 3, "blimp has no 'shots'"),
            ("- kind: gsm8k\n  data: x\n  limit: 0", 3, "at least 1"),
            ("- kind: gsm8k\n  data: x\n  shots: many", 3, "whole number"),
            ("- kind: gsm8k\n  data: x\n  plain: 3", 3, "true or false"),
            ("- kind: gsm8k\n  data: x\n  name: a/b", 3, "name a folder"),
            ("- kind: blimp\n  data: x\n- kind: blimp\n  data: y", 3, "two tasks"),
            ("- kind: bits-per-byte\n  data: x\n  window: 4\n  overlap: 4", 1, "more than 'overlap'"),
            ("- [", 2, "YAML"),
        ])
    func faults(text: String, line: Int, reason: String) {
        let error = #expect(throws: SuiteError.self) { try suite(text) }
        #expect(error?.line == line && error?.reason.contains(reason) == true, "\(String(describing: error))")
        #expect(error?.description.hasPrefix("/suites/small.yaml:\(line): ") == true)
    }

    @Test("A file without a list, or none at all, is refused", arguments: ["", "kind: blimp", "[]"])
    func noList(text: String) {
        #expect(throws: SuiteError.self) { try suite(text) }
        #expect(throws: SuiteError.self) { try EvaluationSuite(yaml: file) }
    }

    @Test("A prepared task gives the report of its task, with what is said about the choice of samples")
    func prepared() async throws {
        let pairs = (0..<5).map { MinimalPair(phenomenon: "x", good: "good \($0)", bad: $0 < 3 ? "bad" : "!\($0)") }
        let model = ScriptedModel(likelihood: {
            $0.continuation.hasPrefix("good") ? -2 : $0.continuation == "bad" ? -3 : -1
        })
        let prepared = PreparedTask(pairs, settings: ["a": 1], notes: ["the first 5"]) { _ in MinimalPairsTask() }
        var records: [JSONValue] = []
        let report = try await prepared.evaluate(on: model, samplesAtOnce: 2) { records.append($0) }
        var expected = try await MinimalPairsTask().evaluate(pairs, on: model)
        expected.notes = ["the first 5"] + expected.notes
        #expect(report == expected && records.count == 5 && prepared.sampleCount == 5)
    }
}
