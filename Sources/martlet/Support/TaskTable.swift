import Agents
import Foundation

/// What became of tasks, as a table for people.
enum TaskTable {
    private static let header = ["kind", "tasks", "solved", "", "error", "steps", "tokens", "failures"]

    /// A line for each kind, for those that cannot be done, and for all.
    static func text(_ report: TaskReport) -> String {
        var rows = [header] + report.kinds.map { row($0.rawValue, report.tally(of: $0)) }
        if report.impossible.count > 0 { rows.append(row("impossible", report.impossible)) }
        rows.append(row("all", report.total))
        return TextTable.text(rows, toTheRight: 1...6)
    }

    /// Steps and tokens are those of one task; tokens are those that the model produced.
    private static func row(_ name: String, _ tally: TaskTally) -> [String] {
        [
            name, "\(tally.count)", "\(tally.solved)", String(format: "%.1f%%", 100 * tally.successRate),
            tally.standardError.map { String(format: "± %.1f%%", 100 * $0) } ?? "",
            String(format: "%.1f", tally.mean(tally.steps)), String(format: "%.0f", tally.mean(tally.outputTokens)),
            tally.failures.map { "\($0.failure.rawValue) \($0.count)" }.joined(separator: ", "),
        ]
    }
}
