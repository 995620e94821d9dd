import Agents
import Foundation
import Foundations
import Training

/// How the base model and the fine-tuned one did on the same held-out tasks, and the latter on tasks in new wordings.
struct QuickstartAgent {
    var base: TaskReport
    var tuned: TaskReport
    var reworded: TaskReport

    var json: JSONValue {
        ["base": base.document, "fine_tuned": tuned.document, "new_wordings": reworded.document]
    }

    /// Success by kind, what a task took, and how the failures failed.
    var text: String {
        var rows = [["kind", "tasks", "base", "fine-tuned", "new wordings", "steps", "tokens", "failures"]]
        for kind in tuned.kinds {
            rows.append(row(kind.rawValue) { $0.task.kind == kind })
        }
        rows.append(row("impossible") { !$0.task.kind.isPossible })
        rows.append(row("all") { _ in true })
        return TextTable.text(rows, toTheRight: 1...6)
    }

    /// Steps, tokens and failures are those of the fine-tuned model: a mean of both sets' tasks, and a sum.
    private func row(_ name: String, _ includes: (TaskResult) -> Bool) -> [String] {
        let tally = TaskTally(tuned.results.filter(includes))
        let both = TaskTally((tuned.results + reworded.results).filter(includes))
        return [
            name, "\(tally.count)", Self.share(TaskTally(base.results.filter(includes))), Self.share(tally),
            Self.share(TaskTally(reworded.results.filter(includes))),
            FigureFormat.fixed(both.mean(both.steps), 1), FigureFormat.fixed(both.mean(both.outputTokens), 0),
            both.failures.map { "\($0.failure.rawValue) \($0.count)" }.joined(separator: ", "),
        ]
    }

    private static func share(_ tally: TaskTally) -> String { FigureFormat.fixed(100 * tally.successRate, 1) + "%" }
}
