import Evaluation
import Foundation

/// The scores of a report as a table for people.
enum EvaluationTable {
    /// A line for each score, with its standard error and the samples that it rests on.
    static func text(_ report: EvaluationReport) -> String {
        let rows = report.metrics.map { metric in
            [
                metric.name, metric.group ?? "all", figure(metric.estimate.value, metric.unit),
                metric.estimate.standardError.map { "± " + figure($0, metric.unit) } ?? "",
                "\(metric.estimate.count)",
            ]
        }
        return TextTable.text([["score", "of", "", "error", "samples"]] + rows, toTheRight: 2...4)
    }

    private static func figure(_ value: Double, _ unit: EvaluationMetric.Unit) -> String {
        switch unit {
        case .share: String(format: "%.1f%%", 100 * value)
        case .number: String(format: "%.4f", value)
        }
    }
}
