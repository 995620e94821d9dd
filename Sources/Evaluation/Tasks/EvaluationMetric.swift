/// One score of a task.
public struct EvaluationMetric: Sendable, Hashable {
    /// What is measured, such as `accuracy`.
    public var name: String
    /// The part of the samples that it is measured on; nil for all.
    public var group: String?
    /// The score.
    public var estimate: ScoreEstimate
    /// How it is shown.
    public var unit: Unit

    /// How a score is shown to people.
    public enum Unit: String, Sendable {
        /// A share from 0 to 1, shown in per cent.
        case share
        /// A plain number.
        case number
    }

    /// A score.
    public init(_ name: String, group: String? = nil, _ estimate: ScoreEstimate, unit: Unit = .share) {
        self.name = name
        self.group = group
        self.estimate = estimate
        self.unit = unit
    }
}
