import Foundations
public import Tokenization

/// An agent that knows what to do: it makes the calls of a task's solution with real tools, and tells what came of it.
public struct TaskExpert: Sendable {
    private let place: TaskWorkplace
    private let prompt: AgentPrompt

    /// An expert at work in a place of its own, which it must not share.
    public init(at place: TaskWorkplace, prompt: AgentPrompt = .standard) {
        self.place = place
        self.prompt = prompt
    }

    /// Experts who work at the same time, at least one, each in a place of its own.
    static func several(_ count: Int, prompt: AgentPrompt) throws -> [TaskExpert] {
        // They run nothing but what this program wrote, so they can do without a sandbox.
        try (0..<max(1, count)).map { _ in
            TaskExpert(at: try TaskWorkplace(allowsUnsandboxedTests: true), prompt: prompt)
        }
    }

    /// The conversation in which a task is solved, its calls numbered.
    ///
    /// - Throws: ``TaskExpertError`` where the run does not pass ``TaskChecker``, and errors of files.
    public func transcript(for task: AgentTask) async throws -> Chat {
        let (chat, run) = try await perform(task)
        if let failure = TaskChecker.failure(of: task, run) { throw TaskExpertError.failed(task, failure, run) }
        return chat
    }

    /// Lays the task out and makes these calls, those of its solution where none are given.
    package func perform(_ task: AgentTask, calls: [ToolCall]? = nil) async throws -> (chat: Chat, run: TaskRun) {
        try place.lay(out: task)
        var chat = Chat([.system(prompt.text), .user(task.goal)], tools: place.definitions)
        var steps: [TaskStep] = []
        var ending = task.answer.map(TaskRun.Ending.answered) ?? .failed("the solution has no end")
        for (index, call) in (calls ?? task.solution).enumerated() {
            var call = call
            call.id = "call_\(index + 1)"
            chat.messages.append(.assistant(calling: call))
            if call.name == GiveUp.name {
                ending = .gaveUp(call.arguments["reason"]?.string ?? "")
                break
            }
            guard let tool = place.tools.first(where: { $0.definition.name == call.name }) else {
                throw TaskExpertError.noTool(call.name)
            }
            let observation = try await tool.run(call.arguments)
            steps.append(TaskStep(call: call, observation: observation))
            chat.messages.append(.tool(observation.text, of: call))
        }
        if case .answered(let answer) = ending { chat.messages.append(.assistant(answer)) }
        return (chat, TaskRun(steps: steps, ending: ending, files: try place.folder.files()))
    }
}
