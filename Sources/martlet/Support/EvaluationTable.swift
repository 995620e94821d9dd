import Evaluation
import Foundation

/// The scores of a report as a table for people.
enum EvaluationTable {
    /// A line for each score, with its standard error and the samples that it rests on.
    static func text(_ report: EvaluationReport) -> String {
        let rows = report.metrics.map { metric in
            var cells = cells(metric)
            cells.insert(metric.group ?? "all", at: 1)
            return cells
        }
        return TextTable.text([["score", "of", "", "error", "samples"]] + rows, toTheRight: 2...4)
    }

    /// The name of a score, the score, its standard error, and the samples that it rests on.
    static func cells(_ metric: EvaluationMetric) -> [String] {
        let estimate = metric.estimate
        return [
            metric.name, figure(estimate.value, metric.unit),
            estimate.standardError.map { "± " + figure($0, metric.unit) } ?? "", "\(estimate.count)",
        ]
    }

    private static func figure(_ value: Double, _ unit: EvaluationMetric.Unit) -> String {
        switch unit {
        case .share: String(format: "%.1f%%", 100 * value)
        case .number: String(format: "%.4f", value)
        }
    }
}
