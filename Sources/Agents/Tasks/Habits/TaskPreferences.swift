import Foundations
import Tokenization

/// Pairs of turns to learn preferences from: what tools have shown over what is invented, short answers over rambling,
/// asking before what cannot be undone, and going on over giving up.
public struct TaskPreferences: Sendable {
    private let tasks: TaskGenerator
    private let sequences: SeededSequences
    private let prompt: AgentPrompt

    /// Kinds that take turns, with the habits that may spoil them.
    private static let choices: [(kind: TaskKind, habit: ExpertHabit)] = [
        (.missingValue, .inventing), (.findMention, .rambling), (.removeFile, .rushing), (.changeCall, .quitting),
        (.noMention, .inventing), (.readValue, .rambling), (.removeConfirmed, .nagging), (.changeTwoFiles, .quitting),
        (.readValue, .inventing), (.compute, .rambling), (.removeFile, .rushing), (.readValue, .quitting),
        (.findMention, .inventing), (.changeCall, .quitting), (.removeConfirmed, .nagging),
    ]

    /// The pairs that belong to a seed, with words and numbers of a set.
    public init(
        seed: UInt64, split: TaskSplit, phrasings: PhrasingSet = .trained, prompt: AgentPrompt = .standard
    ) {
        tasks = TaskGenerator(seed: seed, split: split, phrasings: phrasings, kinds: Self.choices.map(\.kind))
        sequences = ExpertHabits.sequences(seed: seed)
        self.prompt = prompt
    }

    /// Makes the pairs 0 to `count` - 1, with real tools in temporary workspaces.
    ///
    /// What is made does not depend on `jobs`.
    ///
    /// - Parameters:
    ///   - jobs: how many tasks are worked on at a time.
    ///   - each: told each pair, in order; what it throws ends the work.
    /// - Throws: ``TaskExpertError``, and errors of files.
    public func make(_ count: Int, jobs: Int = 2, each: (TaskPreference) throws -> Void) async throws {
        let experts = try TaskExpert.several(jobs, prompt: prompt)
        try await OrderedWork.run(count, workers: experts) { expert, index in
            try await preference(at: index, expert)
        } each: { preference in
            try each(preference)
        }
    }

    private func preference(at index: Int, _ expert: TaskExpert) async throws -> TaskPreference {
        let task = tasks.task(at: index)
        let habit = Self.choices[index % Self.choices.count].habit
        var random = sequences.sequence(at: index)
        var vocabulary = TaskVocabulary(split: tasks.split, seed: random.next())
        guard let spoiled = habit.spoiling(task, &vocabulary) else {
            preconditionFailure("\(habit) makes no difference to \(task.kind)")
        }
        let chat = try await expert.transcript(for: task)
        let turns = task.turns
        // Every habit shows in one turn; what stands before it is the same.
        guard let place = turns.indices.first(where: { turns[$0] != spoiled.turns[$0] }),
            let message = chat.messages.indices.filter({ chat.messages[$0].role == .assistant }).dropFirst(place).first
        else { preconditionFailure("\(habit) makes no difference to \(task.goal)") }
        return TaskPreference(
            habit: habit, prompt: Chat(Array(chat.messages[..<message]), tools: chat.tools),
            chosen: turns[place], rejected: spoiled.turns[place])
    }
}
