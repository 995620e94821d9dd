/// What was read from files of preferences.
public struct PreferenceSet: Sendable, Hashable {
    /// Pairs of answers, in the order of the files and their lines.
    public var pairs: [PreferencePair] = []
    /// Answers judged one by one, in the same order.
    public var judged: [JudgedAnswer] = []
    /// What was left out, in the same order.
    public var refused: [TranscriptError] = []

    /// Nothing read yet.
    public init() {}

    /// How many were left out of each kind, in the order of the kinds; kinds that did not occur are not there.
    public var refusedCounts: [(kind: TranscriptError.Kind, count: Int)] {
        TranscriptError.Kind.allCases.compactMap { kind in
            let count = refused.count { $0.kind == kind }
            return count > 0 ? (kind, count) : nil
        }
    }

    /// Every answer with its verdict: those judged one by one, and both of each pair.
    public var allJudged: [JudgedAnswer] {
        judged
            + pairs.flatMap { pair in
                [(pair.chosen, true), (pair.rejected, false)].map { answer, isDesirable in
                    JudgedAnswer(
                        prompt: pair.prompt, answer: answer, isDesirable: isDesirable, origin: pair.origin)
                }
            }
    }
}
