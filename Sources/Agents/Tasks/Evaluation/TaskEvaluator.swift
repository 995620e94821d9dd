import Foundation
public import LanguageModels
import Tokenization

/// Gives tasks to an agent, each in a workspace of its own that is gone afterwards.
public struct TaskEvaluator: Sendable {
    private let models: [any LanguageModel]
    private let limits: AgentLimits
    private let prompt: AgentPrompt
    private let allowsUnsandboxedTests: Bool

    /// An evaluator of a model.
    ///
    /// - Parameters:
    ///   - models: one for each task that is worked on at a time; all must behave alike.
    ///   - limits: how much a task may use.
    ///   - prompt: the rules.
    ///   - allowsUnsandboxedTests: whether tests, which run what the model wrote, are run where the machine has no
    ///     sandbox for them.
    public init(
        models: [any LanguageModel], limits: AgentLimits = AgentLimits(steps: 12, outputTokens: 4096, seconds: 120),
        prompt: AgentPrompt = .standard, allowsUnsandboxedTests: Bool = false
    ) {
        self.allowsUnsandboxedTests = allowsUnsandboxedTests
        self.models = models
        self.limits = limits
        self.prompt = prompt
    }

    /// Gives the tasks 0 to `count` - 1 to the agent, and judges what it makes of them.
    ///
    /// - Parameter each: told each result, in the order of the tasks.
    /// - Throws: errors of the machine and of the model; `CancellationError`.
    public func evaluate(
        _ generator: TaskGenerator, count: Int, each: @Sendable (TaskResult) throws -> Void = { _ in }
    ) async throws -> TaskReport {
        var results: [TaskResult] = []
        let workers = try models.map { model in
            (model: model, place: try TaskWorkplace(allowsUnsandboxedTests: allowsUnsandboxedTests))
        }
        try await OrderedWork.run(count, workers: workers) { worker, index in
            let task = generator.task(at: index)
            return try await perform(task, index: index, worker.model, worker.place)
        } each: { result in
            results.append(result)
            try each(result)
        }
        return TaskReport(results)
    }

    /// Gives one task to a model, in a workplace that it shares with nobody meanwhile.
    package func perform(
        _ task: AgentTask, index: Int, _ model: any LanguageModel, _ place: TaskWorkplace
    ) async throws -> TaskResult {
        try place.lay(out: task)
        let start = AgentStart(
            id: "task-\(index)", goal: task.goal, prompt: prompt, model: model.name, tools: place.definitions,
            workspace: place.folder.url.path, expectsTests: task.files.contains { $0.path.hasPrefix("tests/") },
            limits: limits)
        // The turn that ends a run is in none of its steps.
        var last: ChatMessage?
        let run = AgentRun(
            AgentState(start),
            onEvent: { event, _ in
                if case .turn(let turn) = event { last = turn.message }
            })
        let agent = Agent(
            model: model, environment: ToolSet(place.tools), policy: TierPolicy(allowing: .patch))
        let ending: TaskRun.Ending
        switch try await agent.run(run) {
        case .finished(let answer, _): ending = .answered(answer)
        case .stopped(.modelGaveUp(let reason)): ending = .gaveUp(reason)
        case .stopped(.repetition): ending = .loop
        case .stopped(let cause): ending = .limit("\(cause)")
        }
        let steps = run.state.steps.compactMap { step in
            step.turn.call.map { TaskStep(call: $0, observation: step.observation) }
        }
        var chat = run.state.chat
        if let last, chat.messages.last?.role != .assistant { chat.messages.append(last) }
        return TaskResult(
            index: index, task: task, run: TaskRun(steps: steps, ending: ending, files: try place.folder.files()),
            chat: chat, usage: run.state.usage)
    }
}
