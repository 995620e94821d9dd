import Agents

/// What a policy did with a task, from the first turn to the end.
struct Episode: Sendable {
    /// The turns that it took.
    let turns: [EpisodeTurn]
    /// What came of the task.
    let result: TaskResult
}
