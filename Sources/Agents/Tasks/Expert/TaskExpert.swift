import Foundations
public import Tokenization

/// An agent that knows what to do: it makes the calls of a task's solution with real tools, and reports what came of it.
public struct TaskExpert: Sendable {
    private let folder: TaskFolder
    private let tools: [any Tool]
    private let definitions: [ToolDefinition]
    private let rules: String

    /// An expert at work in a folder.
    ///
    /// - Parameters:
    ///   - folder: where tasks are laid out, one after another.
    ///   - tools: those of that folder.
    ///   - giveUp: the tool that ends a run in a report; it is not run.
    ///   - rules: the system turn.
    package init(folder: TaskFolder, tools: [any Tool], giveUp: ToolDefinition, rules: String) {
        self.folder = folder
        self.tools = tools
        definitions = tools.map(\.definition) + [giveUp]
        self.rules = rules
    }

    /// The conversation in which a task is solved, its calls numbered.
    ///
    /// - Throws: ``TaskExpertError`` where the run does not pass ``TaskChecker``, and errors of files.
    public func transcript(for task: AgentTask) async throws -> Chat {
        let (chat, run) = try await perform(task)
        if let failure = TaskChecker.failure(of: task, run) { throw TaskExpertError.failed(task, failure, run) }
        return chat
    }

    /// Lays the task out and makes the calls of its solution.
    package func perform(_ task: AgentTask) async throws -> (chat: Chat, run: TaskRun) {
        try folder.fill(with: task.files)
        var chat = Chat([.system(rules), .user(task.goal)], tools: definitions)
        var steps: [TaskStep] = []
        var ending = task.answer.map(TaskRun.Ending.answered) ?? .failed("the solution has no end")
        for (index, call) in task.solution.enumerated() {
            var call = call
            call.id = "call_\(index + 1)"
            chat.messages.append(.assistant(calling: call))
            if let reason = call.arguments["reason"]?.string {
                ending = .gaveUp(reason)
                break
            }
            guard let tool = tools.first(where: { $0.definition.name == call.name }) else {
                throw TaskExpertError.noTool(call.name)
            }
            let observation = try await tool.run(call.arguments)
            steps.append(TaskStep(call: call, observation: observation))
            chat.messages.append(.tool(observation.text, of: call))
        }
        if let answer = task.answer { chat.messages.append(.assistant(answer)) }
        return (chat, TaskRun(steps: steps, ending: ending, files: try folder.files()))
    }
}
