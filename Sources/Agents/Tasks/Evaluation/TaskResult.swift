public import Tokenization

/// A task that an agent was given, and what it made of it.
public struct TaskResult: Sendable {
    /// The task's number.
    public let index: Int
    /// The task.
    public let task: AgentTask
    /// What was done, and the files in the end.
    public let run: TaskRun
    /// Why it does not count as solved; nil where it does.
    public let failure: TaskFailure?
    /// The whole conversation.
    public let chat: Chat
    /// The turns of the model and their tokens.
    public let usage: AgentUsage

    /// Judges a run.
    package init(index: Int, task: AgentTask, run: TaskRun, chat: Chat, usage: AgentUsage) {
        self.index = index
        self.task = task
        self.run = run
        self.chat = chat
        self.usage = usage
        failure = TaskChecker.failure(of: task, run)
    }
}
