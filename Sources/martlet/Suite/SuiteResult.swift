import Evaluation
import Foundation
import Foundations

/// What became of a task of a suite.
struct SuiteResult {
    let task: SuiteTask
    let samples: Int
    let settings: JSONObject
    let seconds: Double
    /// The scores, or why there are none.
    let outcome: Result<EvaluationReport, CommandFailure>

    /// What became of it, as JSON.
    var document: JSONValue {
        var document: JSONObject = [
            "name": .string(task.name), "kind": .string(task.kind.rawValue),
            "data": .array(task.data.map { .string($0.path) }), "limit": task.limit.map { .integer($0) } ?? .null,
            "samples": .integer(samples), "seconds": .number(seconds), "settings": .object(settings),
        ]
        switch outcome {
        case .success(let report): document.members += report.document.object?.members ?? []
        case .failure(let failure): document["error"] = .string(failure.description)
        }
        return .object(document)
    }

    /// The lines of the table: a score each, over all samples.
    var rows: [[String]] {
        guard case .success(let report) = outcome else { return [[task.name, "failed", "", "", "\(samples)"]] }
        return report.metrics.filter { $0.group == nil }.enumerated().map { index, metric in
            [index == 0 ? task.name : ""] + EvaluationTable.cells(metric)
        }
    }
}
