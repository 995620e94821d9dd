public import Foundation

/// How a run ended that did not fail.
public enum TrainingOutcome: Sendable, Hashable {
    /// All its steps are taken.
    case finished
    /// It was asked to stop, and can be resumed from the checkpoint.
    case interrupted(step: Int, checkpoint: URL)
}
