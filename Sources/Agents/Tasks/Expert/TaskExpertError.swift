/// What is wrong where a task's own solution does not solve it: a tool that is not there, or a machine without a shell.
public enum TaskExpertError: Error, CustomStringConvertible {
    /// The solution calls a tool that the expert was not given.
    case noTool(String)
    /// The solution was carried out, and the task is not done.
    case failed(AgentTask, TaskFailure, TaskRun)

    public var description: String {
        switch self {
        case .noTool(let name): "the solution calls '\(name)', which is not among the tools"
        case .failed(let task, let failure, let run):
            "the solution of a \(task.kind.rawValue) task (\(task.goal)) does not pass its check: \(failure.rawValue); "
                + "the last observation was: \(run.steps.last?.observation.text ?? "none")"
        }
    }
}
