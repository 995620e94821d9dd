public import Tokenization

/// A piece of real work in a workspace: what is asked, which files are there, and how to see whether it was done.
public struct AgentTask: Sendable, Hashable {
    /// What sort of work it is.
    public let kind: TaskKind
    /// What the agent is told.
    public let goal: String
    /// Which wording the goal has, such as `read-3`.
    public let phrasing: String
    /// The files of the workspace, in the order of their paths.
    public let files: [TaskFile]
    /// What must have come of it.
    public let outcome: TaskOutcome
    /// The calls of an agent that knows what to do; the last one is `give_up` where the task cannot be done.
    public let solution: [ToolCall]
    /// What such an agent answers in the end; nil where it gives up.
    public let answer: String?

    package init(
        kind: TaskKind, goal: String, phrasing: String, files: [TaskFile], outcome: TaskOutcome, solution: [ToolCall],
        answer: String?
    ) {
        self.kind = kind
        self.goal = goal
        self.phrasing = phrasing
        self.files = files.sorted { $0.path < $1.path }
        self.outcome = outcome
        self.solution = solution
        self.answer = answer
    }

    /// The same task done by other calls and with another answer.
    func solved(by solution: some Sequence<ToolCall>, answer: String?) -> AgentTask {
        AgentTask(
            kind: kind, goal: goal, phrasing: phrasing, files: files, outcome: outcome, solution: Array(solution),
            answer: answer)
    }

    /// The turns of whoever does it, their calls numbered.
    var turns: [ChatMessage] {
        let calls = solution.enumerated().map { index, call in
            var call = call
            call.id = "call_\(index + 1)"
            return ChatMessage.assistant(calling: call)
        }
        return calls + (answer.map { [.assistant($0)] } ?? [])
    }
}
