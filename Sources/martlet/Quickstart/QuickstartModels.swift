import Agents
import Evaluation
import Foundations
import Training

/// What each stage of post-training has changed: one model after another, on the same held-out tasks.
struct QuickstartModels {
    var models: [QuickstartModel] = []

    var json: JSONValue { .array(models.map(\.json)) }

    /// What changed, and success by kind.
    var text: String { [changes, kinds].joined(separator: "\n\n") }

    private var changes: String {
        var rows = [
            ["model", "loss", "reward", "solved", "new wordings", "answer", "better than before", "KL from before"]
        ]
        for model in models {
            rows.append([
                model.name, FigureFormat.fixed(model.loss.value, 2), FigureFormat.fixed(model.reward.value, 2),
                Self.share(model.familiar.total), Self.share(model.reworded.total),
                model.answerLength.count == 0 ? "" : "\(FigureFormat.fixed(model.answerLength.value, 1)) tokens",
                model.winRate.map { rate in
                    "\(FigureFormat.fixed(100 * rate.rate.value, 1))%"
                        + (rate.rate.standardError.map { " ± \(FigureFormat.fixed(100 * $0, 1))" } ?? "")
                } ?? "",
                model.divergence.map { "\(FigureFormat.fixed($0.value, 3)) nats" } ?? "",
            ])
        }
        return TextTable.text(rows, toTheRight: 1...7)
    }

    /// Of each kind the share solved in wordings of training and in new ones.
    private var kinds: String {
        guard let last = models.last else { return "" }
        var rows = [["kind", "tasks"] + models.map(\.name) + ["failures at the end"]]
        for kind in last.familiar.kinds {
            rows.append(row(kind.rawValue) { $0.task.kind == kind })
        }
        rows.append(row("impossible") { !$0.task.kind.isPossible })
        rows.append(row("all") { _ in true })
        return TextTable.text(rows, toTheRight: 1...models.count + 1)
    }

    private func row(_ name: String, _ includes: (TaskResult) -> Bool) -> [String] {
        let cells = models.map { model in
            let tallies = [model.familiar, model.reworded].map { TaskTally($0.results.filter(includes)) }
            return tallies.map { FigureFormat.fixed(100 * $0.successRate, 0) }.joined(separator: " / ") + "%"
        }
        let last = TaskTally((models.last?.results ?? []).filter(includes))
        return [name, "2 x \(last.count / 2)"] + cells + [
            last.failures.map { "\($0.failure.rawValue) \($0.count)" }.joined(separator: ", ")
        ]
    }

    private static func share(_ tally: TaskTally) -> String { FigureFormat.fixed(100 * tally.successRate, 1) + "%" }
}
