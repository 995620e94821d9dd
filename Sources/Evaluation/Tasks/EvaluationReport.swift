public import Foundations

/// What a task found out about a model.
public struct EvaluationReport: Sendable, Hashable {
    /// The task.
    public var task: String
    /// The scores, the most telling first.
    public var metrics: [EvaluationMetric]
    /// What a reader has to know: what was left out, cut, or not understood.
    public var notes: [String]

    /// A report.
    public init(task: String, metrics: [EvaluationMetric], notes: [String] = []) {
        self.task = task
        self.metrics = metrics
        self.notes = notes
    }

    /// The score of a name, over all samples or a group.
    public func estimate(_ name: String, group: String? = nil) -> ScoreEstimate? {
        metrics.first { $0.name == name && $0.group == group }?.estimate
    }

    /// The report as JSON: `metrics` is a list of `name`, `group`, `value`, `standard_error` and `samples`.
    public var document: JSONValue {
        let rows = metrics.map { metric -> JSONValue in
            [
                "name": .string(metric.name), "group": metric.group.map(JSONValue.string) ?? .null,
                "value": .number(metric.estimate.value),
                "standard_error": metric.estimate.standardError.map(JSONValue.number) ?? .null,
                "samples": .integer(metric.estimate.count),
            ]
        }
        return ["task": .string(task), "metrics": .array(rows), "notes": .array(notes.map(JSONValue.string))]
    }

    /// A note on contexts and prompts that were too long; none where there were none.
    static func note(cut count: Int, of samples: Int) -> [String] {
        count == 0 ? [] : ["\(count) of \(samples) samples lost the beginning of their prompt to the model's context"]
    }
}
