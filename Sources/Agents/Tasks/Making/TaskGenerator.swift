import Foundations

/// Real work for agents, made up from a seed: each task is a goal in words, files, and what must come of it.
///
/// Task number `index` depends on the seed, the set, the wordings, the kinds and on `index` alone. Kinds take turns, so
/// that any number of tasks has as many of each as can be.
///
/// ```swift
/// let tasks = TaskGenerator(seed: 7, split: .heldOut)
/// print(tasks.task(at: 0).goal)
/// ```
public struct TaskGenerator: Sendable {
    /// The set that words and numbers are drawn from.
    public let split: TaskSplit
    /// The wordings of goals.
    public let phrasings: PhrasingSet
    /// The kinds that take turns.
    public let kinds: [TaskKind]
    private let sequences: SeededSequences

    /// The tasks that belong to `seed`.
    ///
    /// - Parameters:
    ///   - seed: another seed gives other tasks.
    ///   - split: which words and numbers they have.
    ///   - phrasings: how goals are worded.
    ///   - kinds: which kinds take turns; all of them where this is empty.
    public init(
        seed: UInt64, split: TaskSplit, phrasings: PhrasingSet = .trained, kinds: [TaskKind] = TaskKind.allCases
    ) {
        self.split = split
        self.phrasings = phrasings
        self.kinds = kinds.isEmpty ? TaskKind.allCases : kinds
        sequences = SeededSequences(seed: seed)
    }

    /// Task number `index`, from 0 on.
    public func task(at index: Int) -> AgentTask {
        var seeds = sequences.sequence(at: index)
        let kind = kinds[index % kinds.count]
        while true {
            var maker = TaskMaker(split: split, phrasings: phrasings, seed: seeds.next())
            if let task = maker.task(of: kind) { return task }
        }
    }
}
