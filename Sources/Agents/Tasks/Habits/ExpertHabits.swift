import Foundations

/// Experts of uneven manners, as the people are whose conversations models are trained on: which habit shows in a
/// transcript follows from the seed and the task's number.
///
/// What is only wrong is not among them: nobody would train on values that were read wrongly.
public struct ExpertHabits: Sendable, Hashable {
    /// The share of the tasks with room for a habit in which it shows, 0 to 1.
    public var share: Double
    /// Another seed lets others show.
    public var seed: UInt64

    /// Experts without bad habits.
    public static let none = ExpertHabits(share: 0, seed: 0)

    /// - Precondition: the share is from 0 to 1.
    public init(share: Double, seed: UInt64) {
        precondition((0...1).contains(share), "a share is from 0 to 1")
        self.share = share
        self.seed = seed
    }

    /// Task number `index` as one of the experts does it; nil where that is how it should be done.
    func spoiled(_ task: AgentTask, index: Int) -> AgentTask? {
        guard share > 0 else { return nil }
        var random = Self.sequences(seed: seed).sequence(at: index)
        guard random.uniform() < share else { return nil }
        var vocabulary = TaskVocabulary(split: .training, seed: random.next())
        return Self.habit(of: task.kind)?.spoiling(task, &vocabulary)
    }

    /// The draws of habits: other ones than those of the tasks of the same seed, whose words would be drawn again.
    static func sequences(seed: UInt64) -> SeededSequences { SeededSequences(seed: seed ^ 0x6861_6269_7473) }

    private static func habit(of kind: TaskKind) -> ExpertHabit? {
        switch kind {
        case .findMention, .readValue, .compute: .rambling
        case .missingValue, .noMention: .inventing
        case .removeFile: .rushing
        case .changeCall, .changeTwoFiles, .removeConfirmed, .missingFile, .hopelessTest: nil
        }
    }
}
