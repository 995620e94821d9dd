/// What was read from files of prompts.
public struct TaskPromptSet: Sendable, Hashable {
    /// The prompts, in the order of the files and their lines.
    public var prompts: [TaskPrompt] = []
    /// What was left out, in the same order.
    public var refused: [TranscriptError] = []

    /// Nothing read yet.
    public init() {}

    /// How many were left out of each kind, in the order of the kinds; kinds that did not occur are not there.
    public var refusedCounts: [(kind: TranscriptError.Kind, count: Int)] {
        TranscriptError.Kind.allCases.compactMap { kind in
            let count = refused.count { $0.kind == kind }
            return count > 0 ? (kind, count) : nil
        }
    }
}
