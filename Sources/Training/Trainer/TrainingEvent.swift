public import Foundation

/// What happens in a run, for whoever shows it.
public enum TrainingEvent: Sendable {
    /// The run, of so many steps in all, begins or goes on.
    case begin(steps: Int)
    /// Something to tell: a resolved size, a checkpoint passed over.
    case note(String)
    /// A step was taken.
    case step(StepMetrics)
    /// The held-out part was read.
    case evaluation(EvaluationMetrics)
    /// The model wrote a text.
    case sample(SampleRecord)
    /// A checkpoint was written.
    case checkpoint(step: Int, url: URL)
}
