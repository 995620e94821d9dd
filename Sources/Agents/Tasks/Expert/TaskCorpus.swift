import Foundations
public import Tokenization

/// Transcripts of an expert at work, to train an agent on.
public struct TaskCorpus: Sendable {
    private let generator: TaskGenerator
    private let habits: ExpertHabits
    private let prompt: AgentPrompt

    /// Transcripts of the tasks of `generator`.
    public init(_ generator: TaskGenerator, habits: ExpertHabits = .none, prompt: AgentPrompt = .standard) {
        self.generator = generator
        self.habits = habits
        self.prompt = prompt
    }

    /// Solves the tasks 0 to `count` - 1 with real tools in temporary workspaces.
    ///
    /// What is made does not depend on `jobs`.
    ///
    /// - Parameters:
    ///   - jobs: how many tasks are worked on at a time.
    ///   - each: told each task and its transcript, in order; what it throws ends the work.
    /// - Throws: ``TaskExpertError``, and errors of files.
    public func make(
        _ count: Int, jobs: Int = 2, each: (AgentTask, Chat) throws -> Void
    ) async throws {
        let experts = try TaskExpert.several(jobs, prompt: prompt)
        try await OrderedWork.run(count, workers: experts) { [generator, habits] expert, index in
            let task = generator.task(at: index)
            if let spoiled = habits.spoiled(task, index: index) {
                return (task, try await expert.perform(spoiled).chat)
            }
            return (task, try await expert.transcript(for: task))
        } each: { task, chat in
            try each(task, chat)
        }
    }
}
