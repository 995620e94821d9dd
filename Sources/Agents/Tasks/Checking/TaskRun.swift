/// What an agent made of a task: its steps, how it ended, and the files that were there in the end.
public struct TaskRun: Sendable, Hashable {
    /// How a run ended.
    public enum Ending: Sendable, Hashable {
        /// The agent answered, and the loop let it.
        case answered(String)
        /// The agent ended in a report, for this reason.
        case gaveUp(String)
        /// A limit ended it: on steps, tokens or time.
        case limit(String)
        /// It went round in circles.
        case loop
        /// It broke off.
        case failed(String)
    }

    /// The calls in order, and what came of each.
    public var steps: [TaskStep]
    /// How it ended.
    public var ending: Ending
    /// The files of the workspace in the end, in the order of their paths.
    public var files: [TaskFile]

    /// A run.
    public init(steps: [TaskStep], ending: Ending, files: [TaskFile]) {
        self.steps = steps
        self.ending = ending
        self.files = files.sorted { $0.path < $1.path }
    }
}
