import Foundations
public import Tokenization

/// Conversations in which the assistant gives back what it was shown: a list again, the value of a key, a line as it was
/// and as it becomes.
///
/// An agent copies names and numbers that it has never seen, all day. A model of a few million parameters learns this
/// from tasks alone only slowly, since little of a transcript depends on it; here every token that carries loss does.
/// Some hundred steps of lists before the tasks bring the skill (induction heads: Olsson et al. 2022) within a minute of
/// training; lookups, read among the tasks, teach where to copy from. The words and numbers are of the training set.
public struct CopyLessons: Sendable {
    /// How much is asked for.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// Lists to repeat, and nothing else: here copying begins, after some 200 steps.
        case lists
        /// Tables, changed lines and calls among others that look alike: what to copy must be found.
        case lookups
    }

    private let level: Level
    private let sequences: SeededSequences

    /// The lessons that belong to `seed`.
    public init(seed: UInt64, level: Level) {
        self.level = level
        sequences = SeededSequences(seed: seed ^ 0x636F_7079)
    }

    /// Conversation number `index`, from 0 on: one to three lessons.
    public func chat(at index: Int) -> Chat {
        var seeds = sequences.sequence(at: index)
        var messages: [ChatMessage] = []
        for _ in 0...seeds.next(below: 3) {
            var maker = CopyLessonMaker(seed: seeds.next())
            let (shown, wanted) = maker.lesson(level)
            messages += [.user(shown), .assistant(wanted)]
        }
        return Chat(messages)
    }
}
